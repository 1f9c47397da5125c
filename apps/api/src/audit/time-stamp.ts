/**
 * Time stamps of an outside authority (RFC 3161, RFC 5816): proof that a hash existed when somebody else says it did. Asks
 * for one, and verifies one by itself, years later, with nothing but the token and the authority's root certificates.
 * Revocation is not looked up.
 */
import { createHash, constants as crypto, randomBytes, verify as verifySignature, X509Certificate } from 'node:crypto';
import { ContentInfo, type IssuerAndSerialNumber, SignedData, type SignerInfo } from '@peculiar/asn1-cms';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import { MessageImprint, PKIStatus, TimeStampReq, TimeStampResp, TSTInfo } from '@peculiar/asn1-tsp';
import { AlgorithmIdentifier, Certificate } from '@peculiar/asn1-x509';
import * as asn1js from 'asn1js';
import { callOutside } from '../engine/outside.ts';

/** Where stamps are asked for, and under which roots they are believed. */
export interface Authority {
  url: string;
  /** certificates in PEM, one or more */
  roots: string;
}

export interface TimeStamp {
  /** DER of the token (a CMS SignedData), base64 */
  token: string;
  /** what was sent along so that no older answer could come back; hex */
  nonce: string;
}

/** What is wrong with a token, in words for operators. */
export class BadTimeStamp extends Error {
  override name = 'BadTimeStamp';
}

const oid = {
  sha256: '2.16.840.1.101.3.4.2.1',
  signedData: '1.2.840.113549.1.7.2',
  tstInfo: '1.2.840.113549.1.9.16.1.4',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificate: '1.2.840.113549.1.9.16.2.12',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  timeStamping: '1.3.6.1.5.5.7.3.8',
  extendedKeyUsage: '2.5.29.37',
  rsaPss: '1.2.840.113549.1.1.10',
  ed25519: '1.3.101.112',
} as const;

/** Digests that a token may be signed with. */
const digests: Record<string, 'sha256' | 'sha384' | 'sha512'> = {
  [oid.sha256]: 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};

const bytes = (value: ArrayBuffer | OctetString) =>
  Buffer.from(value instanceof OctetString ? value.buffer : (value as ArrayBuffer));
const hashOf = (name: string, data: Uint8Array) => createHash(name).update(data).digest();
/** An INTEGER's octets without the zero that only keeps it positive. */
const unsigned = (value: Buffer) => value.toString('hex').replace(/^(00)+(?=.)/, '');

/**
 * Asks the authority to stamp a SHA-256 and verifies what it answers.
 * @throws {CallFailed} when it cannot be asked, {BadTimeStamp} when it refuses or its stamp is none
 */
export async function askTimeStamp(
  { url, roots }: Authority,
  sha256: string,
  trusted: readonly string[],
): Promise<TimeStamp & { at: string }> {
  const nonce = randomBytes(16);
  nonce[0] = ((nonce[0] as number) & 0x3f) | 0x40; // positive, and of full length
  const request = new TimeStampReq({
    messageImprint: new MessageImprint({
      hashAlgorithm: new AlgorithmIdentifier({ algorithm: oid.sha256, parameters: null }),
      hashedMessage: new OctetString(Buffer.from(sha256, 'hex')),
    }),
    nonce: new Uint8Array(nonce).buffer,
    certReq: true,
  });
  const answer = await callOutside(
    url,
    {
      method: 'POST',
      headers: { 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply' },
      body: Buffer.from(AsnConvert.serialize(request)),
    },
    { trusted: [new URL(url).host, ...trusted], only: true, maxBytes: 1 << 18 },
  );
  if (answer.status !== 200) throw new BadTimeStamp(`the authority answers ${answer.status}`);
  const body = Buffer.from(await answer.arrayBuffer());
  const response = readable(() => AsnConvert.parse(body, TimeStampResp));
  const { status } = response.status;
  if (!response.timeStampToken || (status !== PKIStatus.granted && status !== PKIStatus.grantedWithMods))
    throw new BadTimeStamp(`the authority refuses: status ${status}`);
  const stamp = {
    token: Buffer.from(AsnConvert.serialize(response.timeStampToken)).toString('base64'),
    nonce: nonce.toString('hex'),
  };
  return { ...stamp, at: verifyTimeStamp(stamp, sha256, roots) };
}

/**
 * Verifies a stamp over a SHA-256: that it is of this hash and answers this nonce, that the authority's certificate signed
 * it, was for this purpose and good at the time, and descends from one of `roots` (PEM).
 * @returns the instant the authority says, ISO
 * @throws {BadTimeStamp} saying what is wrong
 */
export function verifyTimeStamp({ token, nonce }: TimeStamp, sha256: string, roots: string): string {
  return readable(() => {
    const content = AsnConvert.parse(Buffer.from(token, 'base64'), ContentInfo);
    if (content.contentType !== oid.signedData) throw new BadTimeStamp('not signed data');
    const signed = AsnConvert.parse(content.content, SignedData);
    const { eContentType, eContent } = signed.encapContentInfo;
    if (eContentType !== oid.tstInfo || !eContent?.single) throw new BadTimeStamp('not a time stamp');
    const said = bytes(eContent.single);
    const info = AsnConvert.parse(said, TSTInfo);
    const { hashAlgorithm, hashedMessage } = info.messageImprint;
    if (hashAlgorithm.algorithm !== oid.sha256 || bytes(hashedMessage).toString('hex') !== sha256)
      throw new BadTimeStamp('of another hash');
    if (!info.nonce || unsigned(bytes(info.nonce)) !== unsigned(Buffer.from(nonce, 'hex')))
      throw new BadTimeStamp('an answer to another question');
    const [signer, ...others] = signed.signerInfos;
    if (!signer || others.length > 0) throw new BadTimeStamp('not signed by one');
    const anchors = roots.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? [];
    const trusted = anchors.map((pem) => new X509Certificate(pem));
    const sent = (signed.certificates ?? []).flatMap(({ certificate }) =>
      certificate ? [new X509Certificate(Buffer.from(AsnConvert.serialize(certificate)))] : [],
    );
    const certificate = [...sent, ...trusted].find((one) => isSigner(signer, one));
    if (!certificate) throw new BadTimeStamp('the certificate of its signer is not there');
    checkSignature(signer, attributesOf(content.content), certificate, said);
    checkPurpose(certificate);
    checkDescent(certificate, sent, trusted, info.genTime);
    return info.genTime.toISOString();
  });
}

/** Whatever a reader of DER throws is a token that cannot be read. */
function readable<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof BadTimeStamp ? error : new BadTimeStamp('cannot be read', { cause: error });
  }
}

const asn1Of = (certificate: X509Certificate) => AsnConvert.parse(certificate.raw, Certificate).tbsCertificate;

/** Whether a certificate is the one that the signer names. */
function isSigner({ sid }: SignerInfo, certificate: X509Certificate): boolean {
  const { issuer, serialNumber, extensions } = asn1Of(certificate);
  if (sid.issuerAndSerialNumber) {
    const named: IssuerAndSerialNumber = sid.issuerAndSerialNumber;
    return (
      unsigned(bytes(named.serialNumber)) === unsigned(bytes(serialNumber)) &&
      Buffer.from(AsnConvert.serialize(named.issuer)).equals(Buffer.from(AsnConvert.serialize(issuer)))
    );
  }
  const own = extensions?.find(({ extnID }) => extnID === '2.5.29.14');
  return Boolean(own && sid.subjectKeyIdentifier && bytes(own.extnValue).includes(bytes(sid.subjectKeyIdentifier)));
}

/**
 * The signed attributes as they stand in a SignedData, byte for byte: its last part is the set of signers, of whose first
 * they are the fourth part. They are signed as the SET that they are, not under the tag [0] that they have there.
 */
function attributesOf(signedData: ArrayBuffer): Buffer {
  const parts = (block: unknown) =>
    block instanceof asn1js.Sequence || block instanceof asn1js.Set ? (block.valueBlock.value as unknown[]) : [];
  const [signer] = parts(parts(asn1js.fromBER(signedData).result).at(-1));
  const attributes = parts(signer)[3];
  const found = attributes instanceof asn1js.BaseBlock ? Buffer.from(attributes.valueBeforeDecodeView) : null;
  if (found?.[0] !== 0xa0) throw new BadTimeStamp('nothing was signed');
  found[0] = 0x31;
  return found;
}

/** What was signed is this content, by this certificate, and the signature is its key's (RFC 5652 §5.4, RFC 5816 §2.2.1). */
function checkSignature(signer: SignerInfo, attributes: Buffer, certificate: X509Certificate, content: Buffer): void {
  const digest = digests[signer.digestAlgorithm.algorithm];
  if (!digest) throw new BadTimeStamp('signed with a digest that is not taken');
  const attribute = (type: string) => {
    const found = signer.signedAttrs?.filter(({ attrType }) => attrType === type) ?? [];
    const value = found.length === 1 && found[0]?.attrValues.length === 1 ? found[0].attrValues[0] : undefined;
    return value && asn1js.fromBER(value).result;
  };
  const type = attribute(oid.contentType);
  if (!(type instanceof asn1js.ObjectIdentifier) || type.valueBlock.toString() !== oid.tstInfo)
    throw new BadTimeStamp('what was signed is of another type');
  const hashed = attribute(oid.messageDigest);
  if (!(hashed instanceof asn1js.OctetString) || !bytes(hashed.getValue()).equals(hashOf(digest, content)))
    throw new BadTimeStamp('what was signed is something else');
  const [v1, v2] = [attribute(oid.signingCertificate), attribute(oid.signingCertificateV2)];
  if (!namesCertificate(v2 ?? v1, v2 ? 'sha256' : 'sha1', certificate))
    throw new BadTimeStamp('another certificate was to sign');
  const { algorithm } = signer.signatureAlgorithm;
  const key =
    algorithm === oid.rsaPss
      ? { key: certificate.publicKey, padding: crypto.RSA_PKCS1_PSS_PADDING, saltLength: crypto.RSA_PSS_SALTLEN_AUTO }
      : certificate.publicKey;
  const how = algorithm === oid.ed25519 ? null : digest;
  if (!verifySignature(how, attributes, key, bytes(signer.signature))) throw new BadTimeStamp('its signature is wrong');
}

/** Whether a SigningCertificate attribute (RFC 5035) begins with this certificate: SEQUENCE { certs SEQUENCE OF ESSCertID, … }. */
function namesCertificate(attribute: unknown, fallback: string, certificate: X509Certificate): boolean {
  const first = (value: unknown) =>
    value instanceof asn1js.Sequence ? (value.valueBlock.value[0] as unknown) : undefined;
  const id = first(first(attribute));
  if (!(id instanceof asn1js.Sequence)) return false;
  const [one, two] = id.valueBlock.value;
  const algorithm = first(one);
  const digest = algorithm instanceof asn1js.ObjectIdentifier ? digests[algorithm.valueBlock.toString()] : fallback;
  const hash = one instanceof asn1js.OctetString ? one : two;
  return Boolean(
    digest && hash instanceof asn1js.OctetString && bytes(hash.getValue()).equals(hashOf(digest, certificate.raw)),
  );
}

/** Its certificate is for stamping time, and for nothing else (RFC 3161 §2.3). */
function checkPurpose(certificate: X509Certificate): void {
  const usage = asn1Of(certificate).extensions?.find(({ extnID }) => extnID === oid.extendedKeyUsage);
  const only = certificate.keyUsage?.length === 1 && certificate.keyUsage[0] === oid.timeStamping;
  if (!usage?.critical || !only) throw new BadTimeStamp('its certificate is not for stamping time');
}

/** Walks from a certificate to a root that is trusted, each link signed and good at that time. */
function checkDescent(
  certificate: X509Certificate,
  sent: readonly X509Certificate[],
  trusted: readonly X509Certificate[],
  at: Date,
): void {
  const good = ({ validFromDate, validToDate }: X509Certificate) => validFromDate <= at && at <= validToDate;
  const above = (one: X509Certificate, among: readonly X509Certificate[]) =>
    among.filter((other) => other.ca && one.checkIssued(other) && one.verify(other.publicKey));
  const isTrusted = (one: X509Certificate, length: number): boolean => {
    if (!good(one)) return false;
    if (trusted.some((root) => root.raw.equals(one.raw))) return true;
    if (above(one, trusted).some(good)) return true;
    return length < 5 && above(one, sent).some((next) => !next.raw.equals(one.raw) && isTrusted(next, length + 1));
  };
  if (!isTrusted(certificate, 1)) throw new BadTimeStamp('its certificate descends from none that is trusted');
}
