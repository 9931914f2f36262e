// @ts-check
import { writeFileSync } from 'node:fs';
import { WebSocket } from 'ws';

/** Node's own inspector in another process: forced collections, heap sizes and CPU profiles, with nothing in the product. */
export class Inspector {
  #sequence = 0;
  /** @type {Map<number, (result: unknown) => void>} */
  #waiting = new Map();

  /** @param {WebSocket} socket */
  constructor(socket) {
    this.socket = socket;
    socket.on('message', (data) => {
      const { id, result } = JSON.parse(String(data));
      this.#waiting.get(id)?.(result);
      this.#waiting.delete(id);
    });
  }

  /** @param {number} port */
  static async connect(port) {
    const answer = await fetch(`http://127.0.0.1:${port}/json/list`);
    const [target] = /** @type {{ webSocketDebuggerUrl: string }[]} */ (await answer.json());
    const socket = new WebSocket(target?.webSocketDebuggerUrl ?? '', { perMessageDeflate: false });
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    return new Inspector(socket);
  }

  /** Bytes of the heap, of buffers, and of compiled code on the heap, that are left after everything unreachable is gone. */
  async settledMemory() {
    // Finalizers free what the first collection only marked.
    for (let round = 0; round < 2; round++) await this.#call('HeapProfiler.collectGarbage');
    const expression = `JSON.stringify({
      ...process.memoryUsage(),
      code: process.getBuiltinModule('v8').getHeapCodeStatistics().code_and_metadata_size,
      handles: process.getActiveResourcesInfo().length,
    })`;
    const { result } = /** @type {{ result: { value: string } }} */ (
      await this.#call('Runtime.evaluate', { expression })
    );
    const { heapUsed, external, code, handles } =
      /** @type {{ heapUsed: number, external: number, code: number, handles: number }} */ (
        JSON.parse(result.value)
      );
    return { heapBytes: heapUsed, externalBytes: external, codeBytes: code, handles };
  }

  async startProfile() {
    await this.#call('Profiler.enable');
    await this.#call('Profiler.start');
  }

  /** @param {string} file  opens in the browser's developer tools */
  async saveProfile(file) {
    const { profile } = /** @type {{ profile: object }} */ (await this.#call('Profiler.stop'));
    writeFileSync(file, JSON.stringify(profile));
  }

  close() {
    this.socket.terminate();
  }

  /**
   * @param {string} method
   * @param {object} [params]
   * @returns {Promise<unknown>}
   */
  #call(method, params = {}) {
    const id = ++this.#sequence;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.socket.send(JSON.stringify({ id, method, params }));
    });
  }
}
