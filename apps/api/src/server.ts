/** The HTTP floor: types, problem documents, security headers. What the API offers stands in app.ts. */
import { Readable } from 'node:stream';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import swagger from '@fastify/swagger';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { type Language, languages } from '@rogatoria/workflows';
import { say, vocabulary } from '@rogatoria/workflows/vocabulary/index.ts';
import Fastify, {
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type RawReplyDefaultExpression,
  type RawRequestDefaultExpression,
  type RawServerDefault,
} from 'fastify';
import { DomainError, notFound, traceOf } from './errors.ts';
import { doubledKey } from './json.ts';
import { Problem } from './schemas.ts';

export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

/**
 * Responses of a route that are problem documents, by status, for its schema. Who must sign in may also have to set up a
 * second factor first: 403.
 */
export function problems(...statuses: number[]): Record<number, object> {
  return Object.fromEntries(
    [...new Set(statuses.includes(401) ? [...statuses, 403] : statuses)].map((status) => [
      status,
      { content: { 'application/problem+json': { schema: Problem } } },
    ]),
  );
}

/** The Idempotency-Key of a write, if it has one. Throws 422 on one that is empty or too long. */
export function keyOf(request: FastifyRequest): string | undefined {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (typeof key !== 'string' || key.length < 1 || key.length > 100)
    throw new DomainError(422, 'invalid', { errors: [{ field: 'idempotency-key', rule: 'schema_maxLength' }] });
  return key;
}

/** The version a writer saw, from If-Match. Throws 428 without it: a write that has not looked is refused. */
export function versionOf(request: FastifyRequest): number {
  const header = request.headers['if-match'];
  const version = Number(/^(?:W\/)?"?(\d{1,9})"?$/.exec(String(header ?? ''))?.[1] ?? Number.NaN);
  if (header === undefined || Number.isNaN(version)) throw new DomainError(428, 'precondition_required');
  return version;
}

/** How people show who they are. */
export const people = [{ bearer: [] }, { cookie: [] }];

/** Bodies of JSON are small; files have their own route and limit. */
const bodyLimit = 2 * 1024 * 1024;

/** Requests a minute: of one signed-in officer (or of an address that nobody signed in from), and of one address in all. */
export const perMinute = { account: 3000, address: 12_000 };

/** Where log lines go: to standard output, or to whoever reads them. */
export type Log = boolean | { write(line: string): void };

export async function server(options: { logger: Log; trustProxy: string | null }): Promise<App> {
  const redact = ['req.headers.authorization', 'req.headers.cookie'];
  const stream = typeof options.logger === 'object' ? { stream: options.logger } : {};
  const app = Fastify({
    logger: options.logger ? { level: 'warn', redact, ...stream } : false,
    bodyLimit,
    trustProxy: options.trustProxy ?? false,
    keepAliveTimeout: 10_000,
    routerOptions: { maxParamLength: 100 },
    // What the router itself cannot take – no valid path, or an identity longer than any – is nobody's.
    frameworkErrors: (_error, request, reply) => refuse(notFound(), request, reply),
    ajv: {
      customOptions: {
        coerceTypes: false,
        removeAdditional: false,
        allErrors: false,
        strict: false,
        keywords: ['x-kind'],
      },
    },
  }).withTypeProvider<TypeBoxTypeProvider>();

  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        workerSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        manifestSrc: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
      },
    },
    hsts: { maxAge: 31_536_000 },
    referrerPolicy: { policy: 'no-referrer' },
  });
  // A whole ministry may share one address: who is signed in is counted by account, and the address has room for many.
  await app.register(rateLimit, {
    global: true,
    max: perMinute.account,
    timeWindow: '1 minute',
    keyGenerator: ({ officer, ip }) => (officer ? `account ${officer.id}` : `address ${ip}`),
    errorResponseBuilder: () => new DomainError(429, 'too_many'),
  });
  const countAddress = app.createRateLimit({ max: () => perMinute.address, keyGenerator: ({ ip }) => `all of ${ip}` });
  app.addHook('onRequest', async (request) => {
    const counted = await countAddress(request);
    if (!counted.isAllowed && counted.isExceeded) throw new DomainError(429, 'too_many');
  });
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Rogatoria',
        version: '0.1.0',
        description:
          'Requests for electronic evidence between States: their drafting, transmission, execution and counting.',
      },
      components: {
        securitySchemes: {
          bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
          cookie: { type: 'apiKey', in: 'cookie', name: 'rogatoria' },
          refresh: { type: 'apiKey', in: 'cookie', name: 'rogatoria_refresh' },
          service: {
            type: 'http',
            scheme: 'bearer',
            description: 'token of a service account, `rogatoria_…`, with the scope named',
          },
        },
      },
      security: [...people],
    },
  });

  // Prototype tricks are refused by fastify's own parser; it would keep the last of two values of one key.
  const parse = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, text, done) => {
    parse(request, text, (error, body) => {
      const key = error ? null : doubledKey(text);
      if (key === null) done(error, body);
      else done(new DomainError(422, 'invalid', { errors: [{ field: key.slice(0, 100), rule: 'doubled_key' }] }));
    });
  });
  app.addHook('preValidation', async ({ body, query }) => {
    if (!(body instanceof Readable) && !isKeepable([body, query])) throw new DomainError(422, 'malformed_body');
  });
  app.addHook('onSend', async (request, reply) => {
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store');
    // Whoever opens a download in the browser after all opens it in no origin, where nothing runs.
    if (String(reply.getHeader('content-disposition') ?? '').startsWith('attachment'))
      reply.header('content-security-policy', "default-src 'none'; frame-ancestors 'none'; sandbox");
  });
  app.setErrorHandler((error: FastifyError | DomainError, request, reply) => {
    if (refuse(error, request, reply) >= 500) request.log.error(traceOf(error), 'internal error');
  });
  app.setNotFoundHandler((request, reply) => {
    refuse(notFound(), request, reply);
  });
  return app;
}

/** Answers with the problem document of an error; returns its status. */
function refuse(error: FastifyError | DomainError, request: FastifyRequest, reply: FastifyReply): number {
  const problem = problemOf(error, request);
  if (problem.retry_after !== undefined) reply.header('retry-after', problem.retry_after);
  reply.code(problem.status).type('application/problem+json').serializer(JSON.stringify).send(problem);
  return problem.status;
}

/** A form nests less than ten deep; far beyond that nothing is meant, and whatever walks it would run out of stack. */
const deepest = 32;

/**
 * Whether a value can be kept and signed: a database holds no NUL, canonical JSON neither half a character nor an endless
 * number (1e999).
 */
function isKeepable(value: unknown): boolean {
  const pending = [{ next: value, depth: 0 }];
  for (let item = pending.pop(); item; item = pending.pop()) {
    const { next, depth } = item;
    if (typeof next === 'string' && (next.includes('\0') || !next.isWellFormed())) return false;
    if (typeof next === 'number' && !Number.isFinite(next)) return false;
    if (typeof next !== 'object' || next === null) continue;
    if (depth === deepest) return false;
    for (const [key, inner] of Object.entries(next)) {
      pending.push({ next: key, depth }, { next: inner, depth: depth + 1 });
    }
  }
  return true;
}

/** The language a person reads: the account's, else what the browser asks for, else English. */
export function languageOf(request: FastifyRequest): Language {
  if (request.officer) return request.officer.language;
  const asked = (request.headers['accept-language'] ?? '')
    .split(',')
    .map((part) => part.trim().slice(0, 2).toLowerCase());
  return (
    languages.find((language) => language === asked.find((a) => (languages as readonly string[]).includes(a))) ?? 'en'
  );
}

function problemOf(error: FastifyError | DomainError, request: FastifyRequest): Problem {
  const domain = error instanceof DomainError ? error : translated(error);
  const language = languageOf(request);
  const { status, code, extra } = domain;
  const { errors, ...rest } = extra;
  return {
    type: `urn:rogatoria:problem:${code}`,
    title: textOr(language, `problem.${code}`, code),
    status,
    code,
    ...rest,
    ...(errors
      ? {
          errors: errors.map((e) => ({
            field: e.field,
            ...(e.path ? { path: e.path } : {}),
            rule: e.rule,
            message: textOr(language, `rule.${e.rule}`, e.rule, e.params),
            ...(e.source ? { source: e.source } : {}),
            ...(e.example ? { example: textOr(language, e.example.key, '', e.example.params) } : {}),
          })),
        }
      : {}),
  };
}

function textOr(
  language: Language,
  key: string,
  fallback: string,
  params: Record<string, string | number> = {},
): string {
  if (!vocabulary[key]) return fallback;
  try {
    return say(language, { key, params });
  } catch {
    return fallback;
  }
}

/** Fastify's own refusals in our words; anything unforeseen is a masked 500. */
function translated(error: FastifyError): DomainError {
  if (error.validation) {
    // What is no identity is nobody's.
    if (error.validationContext === 'params' && error.validation.every((v) => v.params.format === 'uuid'))
      return notFound();
    return new DomainError(422, 'invalid', {
      errors: error.validation.map((v) => {
        const missing = (v.params as { missingProperty?: string }).missingProperty;
        const extra = (v.params as { additionalProperty?: string }).additionalProperty;
        const parent = v.instancePath.slice(1).replaceAll('/', '.');
        const field = [parent, missing ?? extra].filter(Boolean).join('.') || (error.validationContext ?? 'body');
        return { field, rule: missing ? 'required' : extra ? 'unknown_field' : `schema_${v.keyword}` };
      }),
    });
  }
  const status = error.statusCode ?? 500;
  if (status === 401 || error.code?.startsWith('FAST_JWT') || error.code?.startsWith('FST_JWT'))
    return new DomainError(401, 'unauthenticated');
  if (status === 413) return new DomainError(413, 'too_large');
  if (status === 429) return new DomainError(429, 'too_many');
  if (status >= 400 && status < 500) return new DomainError(status, 'malformed_body');
  // PostgreSQL holds neither NUL in text, nor a malformed or endless number, nor an instant that is none: the sender's
  // fault, not ours.
  if (['22021', '22P05', '22P02', '22003', '22007', '22008', '22009'].includes(error.code))
    return new DomainError(422, 'malformed_body');
  if (isAway(error)) return new DomainError(503, 'unavailable');
  return new DomainError(500, 'internal');
}

/** The database cannot be reached, starts, stops or is full: asking again shortly is right, and safe with a key. */
function isAway({ code, message }: FastifyError): boolean {
  return (
    ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', '57P01', '57P02', '57P03', '53300', '08006'].includes(code) ||
    /^(?:timeout exceeded when trying to connect|Connection terminated|Client (?:has encountered a connection error|was closed))/.test(
      message,
    )
  );
}
