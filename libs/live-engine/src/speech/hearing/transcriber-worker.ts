import { workerData } from 'node:worker_threads';
import { loadWeight } from '../weights.js';
import { answerJobs } from '../workers/answer-jobs.js';
import { loadRuntime, type RuntimeChoice } from './recogniser.js';
import { tokensFile } from './tokens-file.js';

export interface TranscriberData {
  runtime: RuntimeChoice;
  cacheFolder: string;
}

const { runtime: choice, cacheFolder } = workerData as TranscriberData;
const runtime = loadRuntime(choice);
const recognise = runtime.createRecogniser(
  loadWeight('encoder').path,
  loadWeight('decoder').path,
  tokensFile(cacheFolder),
);
// The first recognition sets up buffers and takes twice as long: the first caller should not pay for it.
recognise(new Float32Array(16_000));

answerJobs<Float32Array, string>(runtime.kind, recognise);
