/** Placeholder until the screen is written. */
export function AccountPage() {
  return null;
}
