/** Placeholder until the screen is written. */
export function CasePage() {
  return null;
}
