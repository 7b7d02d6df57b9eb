import type { DatabaseRoom } from '#platform/db';
import type { Handler } from '#platform/http';
import type { Texts } from '#lib/contract';
import type { Ctx } from '#platform/runtime';

export interface StoredEvent<D = Readonly<Record<string, unknown>>> {
  readonly id: string;
  readonly type: string;
  readonly streamId: string;
  readonly occurredAt: Date;
  readonly actorKind: string;
  readonly actorId: string | null;
  readonly requestId: string;
  readonly data: D;
}

/** Runs once per event of the named types, in its own transaction, at least once and effectively once. */
export interface Consumer {
  /** `<module>.<verb>` */
  readonly name: string;
  readonly types: readonly string[];
  readonly run: (ctx: Ctx, event: StoredEvent) => Promise<void>;
}

export interface Job {
  /** `<module>.<verb>` */
  readonly name: string;
  readonly run: (ctx: Ctx, payload: Readonly<Record<string, unknown>>) => Promise<void>;
}

export interface Schedule {
  readonly job: string;
  /** Five cron fields in UTC; Asia/Ho_Chi_Minh is UTC+7 without summer time. */
  readonly cron: string;
}

/** What a room (a platform block or a module) is and brings; src/app/rooms.ts lists them all. */
export interface Room extends DatabaseRoom {
  /** Handbook numbers of the models it serves. */
  readonly models?: readonly number[];
  readonly routes?: readonly Handler[];
  readonly jobs?: readonly Job[];
  readonly schedules?: readonly Schedule[];
  readonly consumers?: readonly Consumer[];
  /** Event types it emits. */
  readonly events?: readonly string[];
  readonly texts?: Texts;
}

export function defineRoom(room: Room): Room {
  return room;
}

export function consumersByType(rooms: readonly Room[]): Map<string, string[]> {
  const map = new Map<string, string[]>();
  for (const room of rooms) {
    for (const consumer of room.consumers ?? []) {
      for (const type of consumer.types) map.set(type, [...(map.get(type) ?? []), consumer.name]);
    }
  }
  return map;
}
