import type { ChipReading, Transmit } from '#lib/emrtd';

export interface ReaderState {
  name: string;
  kind: 'pcsc' | 'simulator' | 'serial-box' | 'handheld';
  hasCard: boolean;
}

export interface CardSession {
  transmit: Transmit;
  close(): Promise<void>;
}

/** A reader that lets us talk to the chip. */
export interface ChipDriver {
  readers(): Promise<ReaderState[]>;
  connect(reader: string): Promise<CardSession>;
  /** Called whenever a reader or card comes or goes. */
  onChange(listener: () => void): void;
  close(): Promise<void>;
}

/** A device that has read the chip by itself and hands the raw bytes over. */
export interface ReadingDriver {
  readers(): Promise<ReaderState[]>;
  /** Gives the challenge for active authentication on request of the device, where it asks for one. */
  read(reader: string, challenge: (document: string) => Uint8Array): Promise<ChipReading>;
  onChange(listener: () => void): void;
  close(): Promise<void>;
}

/** A scanner that gives text. */
export interface ScanDriver {
  onScan(listener: (text: string) => void): void;
  close(): Promise<void>;
}

export interface Drivers {
  chip: ChipDriver[];
  reading: ReadingDriver[];
  scan: ScanDriver[];
}
