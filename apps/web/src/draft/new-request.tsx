/** Placeholder until the screen is written. */
export function NewRequestPage() {
  return null;
}
