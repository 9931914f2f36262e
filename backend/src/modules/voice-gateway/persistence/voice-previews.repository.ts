import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { VoicePreviewEntity } from './voice-preview.entity.js';

export interface PreviewKey {
  model: string;
  voiceId: string;
}

@Injectable()
export class VoicePreviewsRepository {
  /** Safe to repeat, and to do in several processes at once: the first that was kept stays. */
  async keep(tx: EntityManager, key: PreviewKey, wav: Buffer, madeAt: Date): Promise<void> {
    const row = { ...key, wav, madeAt };
    await tx.createQueryBuilder().insert().into(VoicePreviewEntity).values(row).orIgnore().execute();
  }

  async find(tx: EntityManager, key: PreviewKey): Promise<Buffer | undefined> {
    return (await tx.findOneBy(VoicePreviewEntity, key))?.wav;
  }
}
