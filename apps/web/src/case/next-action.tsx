import type { CaseView, Command } from '@rogatoria/api/cases/schemas.ts';
import { Link } from '@tanstack/react-router';
import { useId } from 'react';
import { Button as AriaButton, Menu, MenuItem, MenuTrigger, Popover, Text } from 'react-aria-components';
import { useNow, useRole } from '../app/session.tsx';
import { Button, type ButtonVariant, buttonClass, Card, type Tone } from '../components/index.ts';
import { dayIn } from '../texts/format.ts';
import { localeOf, useTexts } from '../texts/index.tsx';
import {
  commandKeys,
  followUpUnderWay,
  mainDeadline,
  mayAdd,
  mayBecomeRequest,
  rolesOf,
  standingOf,
  thirdState,
  wantsFollowUp,
} from './facts.ts';
import { MakeRequest } from './make-request.tsx';

interface NextActionProps {
  view: CaseView;
  onCommand(name: string): void;
  /** what was just done, for everybody to hear */
  done: string;
}

/** The one next action: a sentence, its reason, its date, and the buttons. */
export function NextAction({ view, onCommand, done }: NextActionProps) {
  const tools = useTexts();
  const { t, first, has, date, duration } = tools;
  const now = useNow();
  const deadline = mainDeadline(view);
  const at = deadline?.due_at ?? view.due?.at;
  const late = at !== undefined && Date.parse(at) < now;
  const zone = deadline?.zone;
  const expires = typeof view.context.expires_at === 'string' ? view.context.expires_at : at;
  const params = {
    state: view.counterpart,
    counterpart: view.counterpart,
    date: at ? dayIn(at, zone ?? tools.zone) : '',
    due: at ? dayIn(at, zone ?? tools.zone) : '',
    until: expires ? dayIn(expires, zone ?? tools.zone) : '',
    number: view.number ?? '',
  };

  const anyOf = new Intl.ListFormat(localeOf(tools.language), { type: 'disjunction' });
  const key = view.owed
    ? `next.owed.${view.owed.what}.${view.owed.by}`
    : `next.${view.kind}.${view.direction}.${view.state}`;
  const shown = view.commands.filter((command) => standingOf(command) !== 'role');
  const drafts = useRole('drafter', 'duty');
  const waiting = [
    ...new Set([
      ...(wantsFollowUp(view) && !drafts ? ['drafter', 'duty'] : []),
      ...view.commands
        .filter((command) => standingOf(command) === 'role' && command.rank !== 'rare')
        .flatMap((command) => rolesOf(command)),
    ]),
  ];
  const follow = wantsFollowUp(view);
  const under_way = followUpUnderWay(view);
  const third = thirdState(view);
  const drafting = view.state === 'draft';
  const becoming = mayBecomeRequest(view) && drafts;
  const primary = follow || drafting || becoming ? undefined : shown.find(({ rank }) => rank === 'primary');
  const rare = shown.filter((command) => command.rank === 'rare' && command !== primary);
  const beside = shown.filter((command) => command !== primary && command.rank !== 'rare');
  const whyId = useId();
  const whys = [
    ...new Set(
      [...(primary ? [primary] : []), ...beside, ...(rare.length === 1 ? rare : [])]
        .filter(({ permitted }) => !permitted)
        .map((command) => whyNot(command, tools)),
    ),
  ];
  const label = (command: Command) => first(commandKeys(view, command.name), { state: view.counterpart });

  const fallback =
    view.ball === 'nobody'
      ? t('case.next.nothing')
      : view.ball === 'them'
        ? t('case.next.wait', { state: view.counterpart })
        : primary
          ? label(primary)
          : first([`state.${view.kind}.${view.direction}.${view.state}`]);
  const owes = view.obligations.some(({ due, done: settled }) => due !== null && settled === null);
  const sentence =
    owes && view.state === 'received_by_req' ? t('case.next.owed') : has(key) ? t(key, params) : fallback;
  const reason = has(`${key}.why`)
    ? t(`${key}.why`, params)
    : first([`state.${view.kind}.${view.direction}.${view.state}.explain`, `state.${view.state}.explain`], params);

  const holder = deadline?.holder ?? view.due?.holder ?? (view.ball === 'nobody' ? null : view.ball);
  const tone: Tone =
    view.ball === 'nobody' ? 'done' : late && holder === 'us' ? 'late' : view.ball === 'us' ? 'us' : 'them';
  const when =
    at === undefined || view.ball === 'nobody'
      ? t(
          view.ball === 'nobody' ? 'case.next.closed' : view.ball === 'us' ? 'case.next.ours' : 'case.next.theirs',
          params,
        )
      : late
        ? t('case.next.late', { duration: duration(now - Date.parse(at)), date: date(at, zone) })
        : t(view.ball === 'us' ? 'case.next.before' : 'case.next.them_before', {
            date: date(at, zone),
            state: view.counterpart,
          });
  const eyebrow = `next-when text-${late ? 'late' : tone === 'done' ? 'done' : tone}`;

  return (
    <Card tone={tone} className="next">
      <p className={eyebrow}>{when}</p>
      <h2 className="next-sentence">{sentence}</h2>
      <p className="next-why">{reason}</p>
      {waiting.length > 0 ? (
        <p className="next-waiting">
          {t('case.waiting_for', { roles: anyOf.format(waiting.map((role) => first([`role.${role}`, role]))) })}
        </p>
      ) : null}
      <div className="next-actions no-print">
        {view.editable ? (
          <Link
            to="/cases/$id/draft"
            params={{ id: view.id }}
            className={buttonClass(drafting ? 'primary' : 'secondary')}
          >
            {t('case.continue_drafting')}
          </Link>
        ) : null}
        {under_way ? (
          <Link to="/cases/$id" params={{ id: under_way }} className={buttonClass('primary')}>
            {t('case.open_evidence')}
          </Link>
        ) : null}
        {follow && drafts ? (
          <Link
            to="/requests/new"
            search={{ kind: 'evidence', counterpart: view.counterpart, follows: view.request_id } as never}
            className={buttonClass('primary')}
          >
            {t('case.draft_evidence')}
          </Link>
        ) : null}
        {becoming ? <MakeRequest view={view} /> : null}
        {mayAdd(view) && drafts ? (
          <Link
            to="/requests/new"
            search={{ kind: view.kind, counterpart: view.counterpart, parent: view.id } as never}
            className={buttonClass('secondary')}
          >
            {t('case.supplement')}
          </Link>
        ) : null}
        {third && drafts ? (
          <Link
            to="/requests/new"
            search={{ kind: 'preservation', counterpart: third, parent: view.id } as never}
            className={buttonClass('secondary')}
          >
            {t('case.ask_third', { state: third })}
          </Link>
        ) : null}
        {primary ? (
          <CommandButton
            command={primary}
            label={label(primary)}
            variant="primary"
            whyId={whyId}
            onCommand={onCommand}
          />
        ) : null}
        {beside.map((command) => (
          <CommandButton
            key={command.name}
            command={command}
            label={label(command)}
            variant="secondary"
            whyId={whyId}
            onCommand={onCommand}
          />
        ))}
        {rare.length === 1 && rare[0] ? (
          <CommandButton
            command={rare[0]}
            label={`${label(rare[0])}…`}
            variant="quiet"
            whyId={whyId}
            onCommand={onCommand}
          />
        ) : null}
        {rare.length > 1 ? (
          <MenuTrigger>
            <AriaButton className={buttonClass('quiet')}>
              {t('case.more')} <span className="caret" aria-hidden="true" />
            </AriaButton>
            <Popover className="popover" placement="bottom start">
              <Menu
                className="menu"
                disabledKeys={rare.filter(({ permitted }) => !permitted).map(({ name }) => name)}
                onAction={(name) => onCommand(String(name))}
              >
                {rare.map((command) => (
                  <MenuItem key={command.name} id={command.name} className="menu-item" textValue={label(command)}>
                    <Text slot="label">{label(command)}…</Text>
                    {command.permitted ? null : (
                      <Text slot="description" className="listbox-hint">
                        {whyNot(command, tools)}
                      </Text>
                    )}
                  </MenuItem>
                ))}
              </Menu>
            </Popover>
          </MenuTrigger>
        ) : null}
      </div>
      {whys.length > 0 ? (
        <p className="muted next-why-not no-print" id={whyId}>
          {whys.join(' ')}
        </p>
      ) : null}
      <p role="status" className="next-done text-done">
        {done}
      </p>
    </Card>
  );
}

function whyNot(command: Command, { t, has }: ReturnType<typeof useTexts>): string {
  if (standingOf(command) === 'four_eyes') return t('case.four_eyes');
  return command.why && has(command.why.key) ? t(command.why) : t('case.not_now');
}

interface CommandButtonProps {
  command: Command;
  label: string;
  variant: ButtonVariant;
  /** id of the words that say why it is disabled */
  whyId: string;
  onCommand(name: string): void;
}

/** A command that is not permitted stands disabled; why is said once, below the buttons. */
function CommandButton({ command, label, variant, whyId, onCommand }: CommandButtonProps) {
  return (
    <Button
      variant={variant}
      isDisabled={!command.permitted}
      {...(command.permitted ? {} : { 'aria-describedby': whyId })}
      onPress={() => onCommand(command.name)}
    >
      {label}
    </Button>
  );
}
