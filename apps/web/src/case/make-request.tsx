import type { CaseView } from '@rogatoria/api/cases/schemas.ts';
import { type RequestKind, requestKinds } from '@rogatoria/workflows/types.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { Button as AriaButton, Menu, MenuItem, MenuTrigger, Popover, Text } from 'react-aria-components';
import { actionKey, api } from '../api/client.ts';
import { keys } from '../api/queries.ts';
import { buttonClass, ErrorSummary } from '../components/index.ts';
import { useTexts } from '../texts/index.tsx';

/** Makes a request of a consultation: a draft with what was said here, linked to it. */
export function MakeRequest({ view }: { view: CaseView }) {
  const { t } = useTexts();
  const client = useQueryClient();
  const navigate = useNavigate();
  // One key for one visit: pressing again after a lost answer opens no second draft.
  const [key] = useState(actionKey);
  const make = useMutation({
    mutationFn: (kind: RequestKind) =>
      api.post<{ id: string }>(`/api/cases/${view.id}/request`, { kind }, { key: `${key}-${kind}` }),
    onSuccess: ({ id }) => {
      void client.invalidateQueries({ queryKey: keys.cases });
      void client.invalidateQueries({ queryKey: keys.home });
      void client.invalidateQueries({ queryKey: keys.case(view.id) });
      void navigate({ to: '/cases/$id/draft', params: { id } });
    },
  });
  const made = view.links.some(({ relation }) => relation === 'followed_by');
  return (
    <>
      <MenuTrigger>
        <AriaButton
          className={buttonClass(view.state === 'answered' && !made ? 'primary' : 'secondary')}
          isDisabled={make.isPending}
        >
          {t('case.make_request')} <span className="caret" aria-hidden="true" />
        </AriaButton>
        <Popover className="popover" placement="bottom start">
          <Menu className="menu" onAction={(kind) => make.mutate(kind as RequestKind)}>
            {requestKinds.map((kind) => (
              <MenuItem key={kind} id={kind} className="menu-item" textValue={t(`draft.kind.${kind}`)}>
                <Text slot="label">{t(`draft.kind.${kind}`)}</Text>
                <Text slot="description" className="menu-explain">
                  {t('case.make_request.explain')}
                </Text>
              </MenuItem>
            ))}
          </Menu>
        </Popover>
      </MenuTrigger>
      <ErrorSummary error={make.error} />
    </>
  );
}
