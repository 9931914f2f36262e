import { newId } from '../crypto/index.js';
import { waitFor } from '../../../test/support/wait-for.js';
import type { JobQueues, QueuedJob } from './job-queues.port.js';

/** What every implementation of JobQueues must do; run once for each of them. */
export function describeJobQueues(
  name: string,
  open: () => Promise<{ queues: JobQueues; close(): Promise<void> }>,
): void {
  describe(`job queues: ${name}`, () => {
    let opened: Awaited<ReturnType<typeof open>>;
    let fail = 0;
    let hold: Promise<void> | undefined;
    const ran: QueuedJob[] = [];
    const begun = new Set<string>();
    let running = 0;
    let most = 0;

    const startWorker = () =>
      opened.queues.process(
        'events',
        async (job) => {
          most = Math.max(most, ++running);
          begun.add(job.data.outboxId);
          try {
            await hold;
            if (fail-- > 0) throw new Error('refused by the test');
            ran.push(job);
          } finally {
            running--;
          }
        },
        () => Promise.resolve(),
      );
    beforeAll(async () => {
      opened = await open();
      startWorker();
    });
    afterAll(() => opened.close());
    beforeEach(() => {
      ran.length = 0;
      fail = 0;
      most = 0;
      hold = undefined;
    });

    const job = (consumer = 'assemble-transcript'): QueuedJob => ({
      name: consumer,
      data: { outboxId: newId(), tenantId: newId() },
    });
    /** Early adds may be refused while the connection is made; the relay would try again, and so does this. */
    const add = (jobs: QueuedJob[]) =>
      waitFor(() =>
        opened.queues.add('events', jobs).then(
          () => true,
          () => false,
        ),
      );

    it('hands a job over with its name and ids', async () => {
      const only = job();
      await add([only]);
      await waitFor(() => ran.length === 1);
      expect(ran).toEqual([only]);
    });

    it('takes many at once and runs several side by side, within the bound', async () => {
      const many = Array.from({ length: 50 }, () => job());
      let release = () => undefined as void;
      hold = new Promise((resolve) => (release = resolve));
      await add(many);
      await waitFor(() => running > 1);
      release();
      await waitFor(() => ran.length === many.length);
      expect(new Set(ran.map(({ data }) => data.outboxId)).size).toBe(many.length);
      expect(most).toBeLessThanOrEqual(10);
    });

    it('changes nothing where the job is there already', async () => {
      let release = () => undefined as void;
      hold = new Promise((resolve) => (release = resolve));
      const same = job();
      await add([same]);
      await waitFor(() => begun.has(same.data.outboxId));
      await add([same]);
      await add([same]);
      release();
      await add([job('send-mail')]);
      await waitFor(() => ran.some((one) => one.name === 'send-mail'));
      expect(ran.filter(({ data }) => data.outboxId === same.data.outboxId)).toHaveLength(1);
    });

    it('keeps two consumers of one fact apart', async () => {
      const { data } = job();
      await add([
        { name: 'assemble-transcript', data },
        { name: 'send-mail', data },
      ]);
      await waitFor(() => ran.length === 2);
    });

    it('takes a failed or finished job again', async () => {
      fail = 1;
      const again = job();
      await add([again]);
      await waitFor(async () => {
        await opened.queues.add('events', [again]);
        return ran.length >= 1;
      });
      const before = ran.length;
      await waitFor(async () => {
        await opened.queues.add('events', [again]);
        return ran.length > before;
      });
    });

    it('waits for running jobs when it stops', async () => {
      let release = () => undefined as void;
      hold = new Promise((resolve) => (release = resolve));
      const last = job();
      await add([last]);
      await waitFor(() => begun.has(last.data.outboxId));
      setTimeout(release, 200);
      await opened.queues.stopProcessing();
      expect(ran).toContainEqual(last);
    });

    it('waits no longer than it may for a job that does not end', async () => {
      startWorker();
      let release = () => undefined as void;
      hold = new Promise((resolve) => (release = resolve));
      const endless = job();
      await add([endless]);
      await waitFor(() => begun.has(endless.data.outboxId));
      await opened.queues.stopProcessing();
      expect(running).toBe(1);
      release();
      await waitFor(() => running === 0);
    }, 20_000);
  });
}
