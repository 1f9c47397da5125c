/** Reads mail that a mail server returned: a delivery status notification (RFC 3464) in a report (RFC 6522). */

export interface Bounce {
  /** of the mail that came back, from its Message-ID */
  mail: string;
  /** what the mail server said, in its own words */
  diagnostic: string;
}

/**
 * What a returned mail says of ours; null when it is none, or reports a delay or a delivery. Its parts are never encoded:
 * RFC 2046 and RFC 3464 allow neither base64 nor quoted-printable there.
 */
export function readBounce(source: string): Bounce | null {
  const text = source.replaceAll('\r\n', '\n').replaceAll(/\n[ \t]+/g, ' ');
  const [head = ''] = text.split('\n\n', 1);
  if (!/^content-type:\s*multipart\/report\b/im.test(head)) return null;
  if (!/^action:\s*failed\b/im.test(text)) return null;
  const mail = /^message-id:\s*<([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@/im.exec(text)?.[1];
  if (!mail) return null;
  const diagnostic = /^diagnostic-code:\s*(.+)$/im.exec(text)?.[1] ?? /^status:\s*(.+)$/im.exec(text)?.[1] ?? '';
  return { mail: mail.toLowerCase(), diagnostic: diagnostic.replace(/^smtp;\s*/i, '').trim() };
}
