import { Injectable } from '@nestjs/common';

/** Writes into a built page what holds at this moment. Gives the page as it was where that cannot be found out. */
export type PageWriter = (html: string) => Promise<string>;

/** Pages that say what only the database knows. They are complete without it; a module says what to write into which. */
@Injectable()
export class LivePages {
  private readonly writers = new Map<string, PageWriter>();

  /** @param address of the page, such as `/affiliates`. */
  add(address: string, writer: PageWriter): void {
    this.writers.set(address, writer);
  }

  writerOf(address: string): PageWriter | undefined {
    return this.writers.get(address);
  }
}
