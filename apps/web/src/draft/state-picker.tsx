import type { ParticipantView } from '@rogatoria/api/schemas.ts';
import {
  Button,
  ComboBox,
  FieldError,
  Group,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Text,
} from 'react-aria-components';
import { useTexts } from '../texts/index.tsx';
import { stateCodes } from '../texts/states.ts';

/** Letters without their accents: `peru` finds Perú. */
export const bare = (text: string) =>
  text
    .normalize('NFD')
    .replaceAll(/\p{Mn}/gu, '')
    .toLowerCase();

interface StatePickerProps {
  id: string;
  us: string;
  participants: readonly ParticipantView[];
  value: string | null;
  onChange(code: string | null): void;
  error?: string | undefined;
}

/** Any of the other States, by name or code; those not connected yet are shown with the reason. */
export function StatePicker({ id, us, participants, value, onChange, error }: StatePickerProps) {
  const { t, stateName, language } = useTexts();
  const installed = new Set(participants.filter((one) => one.installed).map(({ code }) => code));
  const options = stateCodes
    .filter((code) => code !== us && code !== 'OAS')
    .map((code) => ({ id: code, name: stateName(code), off: !installed.has(code) }))
    .sort((a, b) => a.name.localeCompare(b.name, language));
  return (
    <ComboBox
      className="field"
      isRequired
      isInvalid={Boolean(error)}
      validationBehavior="aria"
      menuTrigger="focus"
      defaultItems={options}
      disabledKeys={options.filter(({ off }) => off).map((option) => option.id)}
      defaultFilter={(text, typed) =>
        bare(text).includes(bare(typed)) ||
        options.some((one) => one.name === text && one.id === typed.trim().toUpperCase())
      }
      value={value}
      onChange={(key) => onChange(key === null ? null : String(key))}
    >
      <Label className="field-label">{t('draft.field.counterpart')}</Label>
      <Text slot="description" className="field-hint">
        {t('draft.counterpart.hint')}
      </Text>
      <Group className="combo">
        <Input className="input" id={id} />
        <Button className="combo-button">
          <span className="caret" aria-hidden="true" />
        </Button>
      </Group>
      {error ? <FieldError className="field-error">{error}</FieldError> : null}
      <Popover className="popover select-popover">
        <ListBox<(typeof options)[number]>
          className="listbox"
          renderEmptyState={() => <p className="muted find-empty">{t('draft.counterpart.none')}</p>}
        >
          {(option) => (
            <ListBoxItem className="listbox-item" id={option.id} textValue={option.name}>
              <Text slot="label">
                {option.name} <span className="muted">{option.id}</span>
              </Text>
              {option.off ? (
                <Text slot="description" className="listbox-hint">
                  {t('draft.counterpart.not_installed')}
                </Text>
              ) : null}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
