export { ZipWriter } from './zip-writer.js';
