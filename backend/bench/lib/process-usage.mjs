// @ts-check
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/** Linux counts CPU in ticks of this length; it is 100 a second on every architecture that Node runs on. */
const TICK_MS = 10;

/**
 * CPU time and memory of another process so far, with those that it has started: a database answers each connection in a
 * process of its own. Pages that several of them share count once for each, so memory of such a family is an upper bound.
 * @param {number} pid
 * @returns {{ cpuMs: number, rssBytes: number }}
 */
export function usageOf(pid) {
  if (!existsSync('/proc/self/stat')) return usageByPs(pid);
  const own = usageByProc(pid);
  const family = childrenOf(pid).map(usageOf);
  return {
    cpuMs: family.reduce((sum, { cpuMs }) => sum + cpuMs, own.cpuMs),
    rssBytes: family.reduce((sum, { rssBytes }) => sum + rssBytes, own.rssBytes),
  };
}

/** @param {number} pid */
function usageByProc(pid) {
  const stat = read(`/proc/${pid}/stat`);
  // The second field is the program's name and may hold spaces and brackets.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  // Its own time in user and kernel mode, and that of children which have ended.
  const ticks = [11, 12, 13, 14].reduce((sum, at) => sum + Number(fields[at] ?? 0), 0);
  const rssKb = /VmRSS:\s+(\d+)/.exec(read(`/proc/${pid}/status`))?.[1] ?? 0;
  return { cpuMs: ticks * TICK_MS, rssBytes: Number(rssKb) * 1024 };
}

/** @param {number} pid */
const childrenOf = (pid) => read(`/proc/${pid}/task/${pid}/children`).split(' ').filter(Boolean).map(Number);

/** Empty for a process that has just ended. @param {string} file */
function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** @param {number} pid */
function usageByPs(pid) {
  const [time = '0:0', rss = '0'] = execFileSync('ps', ['-o', 'time=,rss=', '-p', String(pid)], {
    encoding: 'utf8',
  })
    .trim()
    .split(/\s+/);
  const cpuSeconds = time.split(/[:-]/).reduce((sum, part) => sum * 60 + Number(part), 0);
  return { cpuMs: cpuSeconds * 1000, rssBytes: Number(rss) * 1024 };
}
