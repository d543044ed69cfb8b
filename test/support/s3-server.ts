import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export const S3_KEYS = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };
export const S3_REGION = 'eu-central-1';

export interface S3Server {
  readonly origin: string;
  readonly objects: ReadonlyMap<string, Buffer>;
  /** Answers the next request of this method in another way. */
  next(method: string, answer: (response: ServerResponse) => void): void;
  close(): Promise<void>;
}

const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
const hash = (data: string | Buffer): string => createHash('sha256').update(data).digest('hex');

/** Signature Version 4, from its description: a mistake in the client must not hide in the server. */
function isSigned({ method, url = '', headers }: IncomingMessage, body: Buffer): boolean {
  const pattern =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=(\w+)$/;
  const [, id, day = '', region = '', names = '', signature] = pattern.exec(headers.authorization ?? '') ?? [];
  const at = String(headers['x-amz-date']);
  const signedNames = names.split(';');
  const mustBeSigned = ['host', 'x-amz-content-sha256', 'x-amz-date'].every((name) => signedNames.includes(name));
  if (id !== S3_KEYS.accessKeyId || region !== S3_REGION || !at.startsWith(day) || !mustBeSigned) return false;
  if (headers['x-amz-content-sha256'] !== hash(body)) return false;
  const [path, query = ''] = url.split('?');
  const lines = signedNames.map((name) => `${name}:${String(headers[name]).trim()}\n`).join('');
  const request = [method, path, query, lines, names, hash(body)].join('\n');
  const scope = `${day}/${region}/s3/aws4_request`;
  const keys = [day, region, 's3', 'aws4_request'];
  const key = keys.reduce<string | Buffer>((last, text) => hmac(last, text), `AWS4${S3_KEYS.secretAccessKey}`);
  return signature === hmac(key, ['AWS4-HMAC-SHA256', at, scope, hash(request)].join('\n')).toString('hex');
}

/** As much of S3 as recordings need. It takes nothing that is not signed, nor a body without its length. */
export async function startS3Server(): Promise<S3Server> {
  const objects = new Map<string, Buffer>();
  const overrides: { readonly method: string; readonly answer: (response: ServerResponse) => void }[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const at = overrides.findIndex(({ method }) => method === request.method);
      const [override] = at === -1 ? [] : overrides.splice(at, 1);
      if (override !== undefined) return override.answer(response);
      serve(objects, request, Buffer.concat(chunks), response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    objects,
    next: (method, answer) => void overrides.push({ method, answer }),
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function serve(objects: Map<string, Buffer>, request: IncomingMessage, body: Buffer, response: ServerResponse): void {
  const key = request.url ?? '';
  if (!isSigned(request, body)) return sendError(response, 403, 'SignatureDoesNotMatch');
  if (request.method === 'PUT') {
    if (request.headers['content-length'] !== String(body.length))
      return sendError(response, 411, 'MissingContentLength');
    objects.set(key, body);
    return void response.writeHead(200).end();
  }
  if (request.method === 'DELETE') {
    objects.delete(key);
    return void response.writeHead(204).end();
  }
  const object = objects.get(key);
  if (object === undefined) return sendError(response, 404, 'NoSuchKey');
  const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '');
  if (range === null) return void response.writeHead(200, { 'content-length': object.length }).end(object);
  const part = object.subarray(Number(range[1]), Number(range[2]) + 1);
  const place = `bytes ${range[1]}-${Number(range[1]) + part.length - 1}/${object.length}`;
  response.writeHead(206, { 'content-length': part.length, 'content-range': place }).end(part);
}

export function sendError(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status, { 'content-type': 'application/xml' }).end(`<Error><Code>${code}</Code></Error>`);
}
