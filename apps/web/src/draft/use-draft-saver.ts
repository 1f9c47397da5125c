import type { CaseView } from '@rogatoria/api/cases/schemas.ts';
import type { BasisCode, FormValues, Translations } from '@rogatoria/workflows/types.ts';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { ApiProblem, api } from '../api/client.ts';
import { keys } from '../api/queries.ts';
import type { DraftContent } from './content.ts';
import { keepCopy, readCopy, startFrom } from './local-copy.ts';
import { createSaver, type Saver, type Snapshot } from './saver.ts';

export function contentOf(view: CaseView): DraftContent {
  const { title, form_language, bases, form, translations } = view;
  return {
    title,
    form_language,
    bases: bases as BasisCode[],
    form: form as FormValues,
    translations: translations as Translations,
  };
}

/** What was found on this computer, and what the server had instead. */
export interface Recovery {
  at: number;
  before: DraftContent;
}

/** A draft that saves itself: to this computer with every keystroke, to the server soon after. */
export function useDraftSaver(
  view: CaseView,
  account: string,
): { saver: Saver; state: Snapshot; recovered: Recovery | null } {
  const client = useQueryClient();
  const { id } = view;
  const [{ saver, recovered }] = useState(() => {
    const start = startFrom({ content: contentOf(view), version: view.version }, readCopy(account, id));
    const ended = (error: unknown) => {
      // the shell asks to sign in again; what was written waits on this computer
      if (error instanceof ApiProblem && error.status === 401) client.setQueryData(keys.session, null);
      throw error;
    };
    const saver = createSaver({
      start,
      put: async (content, version, key) => {
        // a title that is being rewritten is empty for a moment: the server keeps the last one
        const { title, ...rest } = content;
        const body = title.trim() === '' ? rest : content;
        const saved = await api
          .put<{ version: number }>(`/api/cases/${id}/form`, body, { key, ifMatch: version })
          .catch(ended);
        client.setQueryData<CaseView>(keys.case(id), (old) =>
          old && old.version < saved.version ? ({ ...old, ...content, version: saved.version } as CaseView) : old,
        );
        void client.invalidateQueries({ queryKey: keys.completeness(id) });
        return saved.version;
      },
      load: async () => {
        const now = await api.get<CaseView>(`/api/cases/${id}`).catch(ended);
        return { content: contentOf(now), version: now.version };
      },
      keep: (copy) => keepCopy(account, id, copy),
    });
    const recovered: Recovery | null =
      start.theirs || start.recovered === undefined ? null : { at: start.recovered, before: start.base };
    return { saver, recovered };
  });
  const state = useSyncExternalStore(saver.subscribe, saver.get);

  useEffect(() => {
    saver.resume();
    const now = () => void saver.flush();
    const hidden = () => {
      if (document.visibilityState === 'hidden') now();
    };
    const leaving = (event: BeforeUnloadEvent) => {
      const { phase, kept } = saver.get();
      if (phase !== 'clean' && !kept) event.preventDefault();
    };
    addEventListener('online', now);
    addEventListener('pagehide', now);
    addEventListener('beforeunload', leaving);
    document.addEventListener('visibilitychange', hidden);
    return () => {
      removeEventListener('online', now);
      removeEventListener('pagehide', now);
      removeEventListener('beforeunload', leaving);
      document.removeEventListener('visibilitychange', hidden);
      void saver.flush().then(() => client.invalidateQueries({ queryKey: keys.cases, refetchType: 'none' }));
    };
  }, [saver, client]);

  // somebody else saved while nothing here was unsaved: simply read on from there
  useEffect(() => {
    saver.adopt({ content: contentOf(view), version: view.version });
  }, [saver, view]);

  return { saver, state, recovered };
}
