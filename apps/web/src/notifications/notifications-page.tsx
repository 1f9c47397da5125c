/** Placeholder until the screen is written. */
export function NotificationsPage() {
  return null;
}
