import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useDeferredValue, useEffect, useState } from 'react';
import {
  Autocomplete,
  Button,
  Dialog,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Modal,
  ModalOverlay,
  SearchField,
  Text,
} from 'react-aria-components';
import { casesQuery } from '../api/queries.ts';
import { StatePill } from '../components/marks.tsx';
import { useTexts } from '../texts/index.tsx';
import { stateCodes } from '../texts/states.ts';

/** Letters without their accents: `haiti` finds Haïti. */
const bare = (text: string) =>
  text
    .normalize('NFD')
    .replaceAll(/\p{Mn}/gu, '')
    .toLowerCase();

/** Ctrl+K from anywhere: a request by its number, its subject or the State. */
export function QuickFind() {
  const { t } = useTexts();
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        setOpen(true);
      }
    };
    addEventListener('keydown', pressed);
    return () => removeEventListener('keydown', pressed);
  }, []);
  return (
    <>
      <Button className="topbar-button find-button" onPress={() => setOpen(true)}>
        <svg
          viewBox="0 0 24 24"
          width="20"
          height="20"
          fill="none"
          stroke="currentColor"
          strokeWidth="2"
          aria-hidden="true"
        >
          <circle cx="10.500" cy="10.500" r="6.500" />
          <path d="m15.500 15.500 5 5" strokeLinecap="round" />
        </svg>
        <span className="hidden-visually">{t('shell.find')}</span>
        <kbd>Ctrl K</kbd>
      </Button>
      <ModalOverlay className="overlay overlay-top" isOpen={open} onOpenChange={setOpen} isDismissable>
        <Modal className="modal">
          <Dialog className="find" aria-label={t('shell.find')}>
            <Find close={() => setOpen(false)} />
          </Dialog>
        </Modal>
      </ModalOverlay>
    </>
  );
}

function Find({ close }: { close: () => void }) {
  const { t, stateName } = useTexts();
  const navigate = useNavigate();
  const [typed, setTyped] = useState('');
  const words = useDeferredValue(typed.trim());
  const state =
    words.length < 3
      ? undefined
      : stateCodes.find((code) => bare(stateName(code)).startsWith(bare(words)) || code === words.toUpperCase());
  const { data, isFetching } = useInfiniteQuery({
    ...casesQuery(state ? { counterpart: state } : { q: words }),
    enabled: words.length > 1,
    placeholderData: keepPreviousData,
  });
  const found = words.length > 1 ? (data?.pages[0]?.items.slice(0, 8) ?? []) : [];
  return (
    <Autocomplete inputValue={typed} onInputChange={setTyped}>
      <SearchField className="find-field" autoFocus>
        <Label className="field-label">{t('shell.find')}</Label>
        <Input className="input" placeholder={t('shell.find.hint')} />
      </SearchField>
      <ListBox
        className="listbox find-list"
        aria-label={t('shell.find')}
        items={found}
        onAction={(key) => {
          close();
          void navigate({ to: '/cases/$id', params: { id: String(key) } });
        }}
        renderEmptyState={() => (
          <p className="muted find-empty">
            {words.length > 1 ? (isFetching ? t('ui.loading') : t('shell.find.none')) : t('shell.find.type')}
          </p>
        )}
      >
        {(item) => (
          <ListBoxItem id={item.id} textValue={item.title} className="listbox-item find-item">
            <Text slot="label">{item.title}</Text>
            <Text slot="description" className="listbox-hint">
              {item.number ?? item.own_reference ?? ''} · {stateName(item.counterpart)} <StatePill item={item} />
            </Text>
          </ListBoxItem>
        )}
      </ListBox>
    </Autocomplete>
  );
}
