import { wasm, type WasmImports, type WasmMemory, type WasmModule } from './wasm.js';

/**
 * The thirteen WASI calls that the synthesiser makes, over files in memory. Node's own `node:wasi` is not used: with
 * this program it crashed the process after tens of utterances. Nothing here reaches the disk, the clock or the network.
 */
const SUCCESS = 0;
const BAD_DESCRIPTOR = 8;
const INVALID_SEEK = 70;
const ROOT_DESCRIPTOR = 3;
const FILE_TYPE_DIRECTORY = 3;
const FILE_TYPE_REGULAR = 4;
const FILE_TYPE_CHARACTER = 2;

class ProgramExit extends Error {
  constructor(readonly code: number) {
    super(`exit ${code}`);
  }
}

/** A file that grows by doubling. */
class MemoryFile {
  private data = new Uint8Array(65_536);
  length = 0;

  write(at: number, bytes: Uint8Array): void {
    const end = at + bytes.length;
    if (end > this.data.length) {
      const larger = new Uint8Array(Math.max(end, this.data.length * 2));
      larger.set(this.data.subarray(0, this.length));
      this.data = larger;
    }
    this.data.set(bytes, at);
    this.length = Math.max(this.length, end);
  }

  bytes(): Uint8Array {
    return this.data.subarray(0, this.length);
  }
}

export interface ProgramResult {
  exitCode: number;
  /** What the program wrote to its standard output and error. */
  console: string;
  files: Map<string, Uint8Array>;
}

/** Runs a WASI command once, to its end, in a fresh instance. Files that it opens for writing come back by name. */
export function runProgram(module: WasmModule, programArguments: readonly string[]): ProgramResult {
  const process = new WasiProcess(programArguments);
  const instance = new wasm.Instance(module, { wasi_snapshot_preview1: process.imports() });
  const { memory, _start: start } = instance.exports as { memory: WasmMemory; _start: () => void };
  return process.run(memory, start);
}

class WasiProcess {
  private memory: WasmMemory | undefined;
  private readonly programArguments: Uint8Array[];
  private readonly files = new Map<string, MemoryFile>();
  private readonly open = new Map<number, { file: MemoryFile; position: number }>();
  private nextDescriptor = ROOT_DESCRIPTOR + 1;
  private console = '';

  constructor(programArguments: readonly string[]) {
    this.programArguments = programArguments.map((argument) => new TextEncoder().encode(`${argument}\0`));
  }

  run(memory: WasmMemory, start: () => void): ProgramResult {
    this.memory = memory;
    let exitCode = 0;
    try {
      start();
    } catch (error) {
      if (!(error instanceof ProgramExit)) throw error;
      exitCode = error.code;
    }
    const files = new Map([...this.files].map(([name, file]) => [name, file.bytes()]));
    return { exitCode, console: this.console, files };
  }

  imports(): WasmImports {
    return {
      args_sizes_get: (count: number, size: number) => {
        this.view().setUint32(count, this.programArguments.length, true);
        this.view().setUint32(
          size,
          this.programArguments.reduce((sum, bytes) => sum + bytes.length, 0),
          true,
        );
        return SUCCESS;
      },
      args_get: (pointers: number, buffer: number) => {
        for (const bytes of this.programArguments) {
          this.view().setUint32(pointers, buffer, true);
          this.heap().set(bytes, buffer);
          pointers += 4;
          buffer += bytes.length;
        }
        return SUCCESS;
      },
      // A fixed clock keeps the sound of a sentence the same on every run.
      clock_time_get: (_clock: number, _precision: bigint, result: number) => {
        this.view().setBigUint64(result, 0n, true);
        return SUCCESS;
      },
      fd_close: (descriptor: number) => {
        this.open.delete(descriptor);
        return SUCCESS;
      },
      fd_fdstat_get: (descriptor: number, result: number) => this.describe(descriptor, result),
      fd_fdstat_set_flags: () => SUCCESS,
      fd_prestat_get: (descriptor: number, result: number) => {
        if (descriptor !== ROOT_DESCRIPTOR) return BAD_DESCRIPTOR;
        this.view().setUint32(result, 0, true);
        this.view().setUint32(result + 4, 1, true);
        return SUCCESS;
      },
      fd_prestat_dir_name: (_descriptor: number, result: number) => {
        this.view().setUint8(result, '/'.charCodeAt(0));
        return SUCCESS;
      },
      fd_read: () => BAD_DESCRIPTOR,
      fd_seek: (descriptor: number, offset: bigint, whence: number, result: number) =>
        this.seek(descriptor, Number(offset), whence, result),
      fd_write: (descriptor: number, vectors: number, count: number, result: number) =>
        this.write(descriptor, vectors, count, result),
      path_open: (...parameters: (number | bigint)[]) => this.openPath(parameters),
      proc_exit: (code: number) => {
        throw new ProgramExit(code);
      },
    };
  }

  private describe(descriptor: number, result: number): number {
    const type =
      descriptor < ROOT_DESCRIPTOR
        ? FILE_TYPE_CHARACTER
        : descriptor === ROOT_DESCRIPTOR
          ? FILE_TYPE_DIRECTORY
          : FILE_TYPE_REGULAR;
    this.heap().fill(0, result, result + 24);
    this.view().setUint8(result, type);
    this.heap().fill(0xff, result + 8, result + 24);
    return SUCCESS;
  }

  private seek(descriptor: number, offset: number, whence: number, result: number): number {
    const handle = this.open.get(descriptor);
    if (!handle) return INVALID_SEEK;
    const base = whence === 0 ? 0 : whence === 1 ? handle.position : handle.file.length;
    handle.position = base + offset;
    this.view().setBigUint64(result, BigInt(handle.position), true);
    return SUCCESS;
  }

  private write(descriptor: number, vectors: number, count: number, result: number): number {
    const handle = this.open.get(descriptor);
    let written = 0;
    for (let index = 0; index < count; index++) {
      const start = this.view().getUint32(vectors + 8 * index, true);
      const length = this.view().getUint32(vectors + 8 * index + 4, true);
      const bytes = this.heap().subarray(start, start + length);
      if (handle) {
        handle.file.write(handle.position, bytes);
        handle.position += length;
      } else if (descriptor < ROOT_DESCRIPTOR) {
        this.console += new TextDecoder().decode(bytes);
      } else {
        return BAD_DESCRIPTOR;
      }
      written += length;
    }
    this.view().setUint32(result, written, true);
    return SUCCESS;
  }

  /** WASI order: directory, lookup flags, path, path length, open flags, two rights, descriptor flags, result. */
  private openPath(parameters: (number | bigint)[]): number {
    const path = Number(parameters[2]);
    const name = new TextDecoder().decode(this.heap().slice(path, path + Number(parameters[3])));
    const file = new MemoryFile();
    const descriptor = this.nextDescriptor++;
    this.files.set(name, file);
    this.open.set(descriptor, { file, position: 0 });
    this.view().setUint32(Number(parameters[8]), descriptor, true);
    return SUCCESS;
  }

  /** Made anew each time: the buffer changes whenever the program's memory grows. */
  private heap(): Uint8Array {
    return new Uint8Array(this.programMemory().buffer);
  }

  private view(): DataView {
    return new DataView(this.programMemory().buffer);
  }

  private programMemory(): WasmMemory {
    if (!this.memory) throw new Error('a WASI call came before the program was started');
    return this.memory;
  }
}
