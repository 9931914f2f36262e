/** The part of WebAssembly that is used: neither Node 20's types nor the ES libraries declare it, only the DOM's do. */
export interface WasmModule {
  readonly [Symbol.toStringTag]: string;
}

export interface WasmMemory {
  readonly buffer: ArrayBuffer;
}

export type WasmImports = Record<string, (...parameters: never[]) => number>;

interface Wasm {
  Module: new (bytes: Uint8Array<ArrayBuffer>) => WasmModule;
  Instance: new (
    module: WasmModule,
    imports: Record<string, WasmImports>,
  ) => { exports: Record<string, unknown> };
}

export const wasm = (globalThis as unknown as { WebAssembly: Wasm }).WebAssembly;
