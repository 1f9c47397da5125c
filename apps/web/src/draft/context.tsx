import type { ParticipantView } from '@rogatoria/api/schemas.ts';
import type { Demand } from '@rogatoria/workflows/forms.ts';
import type { BasisCode, Gap, Kind, Language } from '@rogatoria/workflows/types.ts';
import { createContext, useContext } from 'react';
import type { DraftContent } from './content.ts';

export interface Wanted {
  field: string;
  path?: string | undefined;
  /** a new number for each wish: the same place may be asked for twice */
  turn: number;
}

/** What every part of the form needs to know of the draft it belongs to. */
export interface DraftTools {
  kind: Kind;
  us: string;
  them: string;
  bases: readonly BasisCode[];
  /** what the pair's treaty and the requested State's own law ask beyond the form */
  demands: readonly Demand[];
  content: DraftContent;
  edit(change: (content: DraftContent) => DraftContent): void;
  /** the language the letter is sent in, when it is not the form's: translations are asked for */
  translateTo: Language | null;
  participants: readonly ParticipantView[];
  /** gaps of a field that may be shown by now */
  gapsOf(field: string): readonly Gap[];
  visit(place: string): void;
  visited(place: string): boolean;
  /** what somebody clicked in the letter or a list of gaps */
  wanted: Wanted | null;
  show(field: string, path?: string): void;
}

export const DraftContext = createContext<DraftTools | null>(null);

export function useDraft(): DraftTools {
  const tools = useContext(DraftContext);
  if (!tools) throw new Error('useDraft outside a draft');
  return tools;
}

/** Brings a control into sight and puts the keyboard there. True when it was found. */
export function focusOn(id: string): boolean {
  const target = document.getElementById(id);
  if (!target) return false;
  const inside = 'input:not([type=hidden]), textarea, select, button, summary, [tabindex]';
  const control =
    target.matches('input, textarea, select, button, summary') || (target.tabIndex >= -1 && target.matches(inside))
      ? target
      : target.querySelector<HTMLElement>(inside);
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  target.scrollIntoView({ block: 'center', behavior: calm ? 'auto' : 'smooth' });
  (control ?? target).focus({ preventScroll: true });
  return true;
}
