import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

export type Answer = { readonly status: number; readonly body: string };

/**
 * One keep-alive connection with one request under way: HTTP/1.1 and nothing more, so that the load generator takes
 * little of the processor that it shares with the servers.
 */
export class HttpConnection {
  readonly #socket: Socket;
  readonly #path: string;
  readonly #head: string;
  #received: Buffer = Buffer.alloc(0);
  #waiting: { resolve: (answer: Answer) => void; reject: (error: unknown) => void } | null = null;

  static async open(url: string, path: string, headers: Readonly<Record<string, string>>): Promise<HttpConnection> {
    const { hostname, port } = new URL(url);
    const socket = connect({ host: hostname, port: Number(port), noDelay: true });
    await once(socket, 'connect');
    return new HttpConnection(socket, path, { host: `${hostname}:${port}`, ...headers });
  }

  private constructor(socket: Socket, path: string, headers: Readonly<Record<string, string>>) {
    this.#socket = socket;
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    this.#path = path;
    this.#head = ` HTTP/1.1\r\ncontent-type: application/json\r\n${lines.join('')}`;
    socket.on('data', (chunk: Buffer) => this.#read(chunk));
    socket.on('error', () => undefined);
    socket.on('close', () => this.#fail());
  }

  post(body: string, path = this.#path): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      if (this.#socket.destroyed) return this.#fail();
      const length = Buffer.byteLength(body);
      this.#socket.write(`POST ${path}${this.#head}content-length: ${length}\r\n\r\n${body}`);
    });
  }

  close(): void {
    this.#socket.destroy();
  }

  #read(chunk: Buffer): void {
    this.#received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk]);
    const answer = parseAnswer(this.#received);
    if (answer === null) return;
    this.#received = Buffer.alloc(0);
    this.#waiting?.resolve(answer);
    this.#waiting = null;
  }

  #fail(): void {
    this.#waiting?.reject(new Error('the connection was closed'));
    this.#waiting = null;
  }
}

/** Null while it is not whole. */
function parseAnswer(received: Buffer): Answer | null {
  const headEnd = received.indexOf('\r\n\r\n');
  if (headEnd < 0) return null;
  const head = received.toString('latin1', 0, headEnd);
  const status = Number(head.slice(9, 12));
  const body = received.subarray(headEnd + 4);
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (length !== undefined) return body.length < Number(length) ? null : { status, body: body.toString() };
  if (!/\r\ntransfer-encoding: *chunked/i.test(head)) return { status, body: '' };
  return body.subarray(-5).toString('latin1') === '0\r\n\r\n' ? { status, body: unchunked(body) } : null;
}

function unchunked(body: Buffer): string {
  const parts: Buffer[] = [];
  for (let at = 0; at < body.length;) {
    const lineEnd = body.indexOf('\r\n', at);
    const size = Number.parseInt(body.toString('latin1', at, lineEnd), 16);
    if (!(size > 0)) break;
    parts.push(body.subarray(lineEnd + 2, lineEnd + 2 + size));
    at = lineEnd + 2 + size + 2;
  }
  return Buffer.concat(parts).toString();
}
