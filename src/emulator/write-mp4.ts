import { writeVideoHeader } from './encode-video.js';
import { joinBytes } from './join-bytes.js';

type Piece = Uint8Array | readonly number[] | string;

/** A video in pieces: one unit a frame. */
export interface VideoTrack {
  readonly width: number;
  readonly height: number;
  readonly framesPerSecond: number;
  readonly frames: readonly Uint8Array[];
}

function u16(...values: readonly number[]): number[] {
  return values.flatMap((value) => [(value >> 8) & 0xff, value & 0xff]);
}

function u32(...values: readonly number[]): number[] {
  return values.flatMap((value) => [value >>> 24, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff]);
}

function box(type: string, ...pieces: readonly Piece[]): Uint8Array {
  const content = joinBytes(pieces);
  return joinBytes([u32(content.length + 8), type, content]);
}

const zeros = (count: number) => Array.from({ length: count }, () => 0);
/** Not turned, moved or scaled. */
const matrix = u32(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000);

function describeFormat({ width, height }: VideoTrack): Uint8Array {
  const { sequence, picture } = writeVideoHeader({ width, height });
  const profile = Array.from(sequence.slice(1, 4));
  const sets = [0xe1, ...u16(sequence.length), ...sequence, 1, ...u16(picture.length), ...picture];
  const setup = box('avcC', [1, ...profile, 0xff, ...sets]);
  const look = [
    zeros(16),
    u16(width, height),
    u32(0x480000, 0x480000, 0),
    u16(1),
    zeros(32),
    u16(24, 0xffff),
  ];
  return box('stsd', u32(0, 1), box('avc1', zeros(6), u16(1), ...look, setup));
}

function describeSamples(track: VideoTrack, sizes: readonly number[], start: number): Uint8Array {
  const count = sizes.length;
  return box(
    'stbl',
    describeFormat(track),
    box('stts', u32(0, 1, count, 1)),
    box('stss', u32(0, 1, 1)),
    box('stsc', u32(0, 1, 1, count, 1)),
    box('stsz', u32(0, 0, count, ...sizes)),
    box('stco', u32(0, 1, start)),
  );
}

function describeMovie(track: VideoTrack, sizes: readonly number[], start: number): Uint8Array {
  const { width, height, framesPerSecond } = track;
  const length = sizes.length;
  const links = box('dinf', box('dref', u32(0, 1), box('url ', u32(1))));
  return box(
    'moov',
    box(
      'mvhd',
      u32(0, 0, 0, framesPerSecond, length, 0x10000),
      u16(0x100),
      zeros(10),
      matrix,
      zeros(24),
      u32(2),
    ),
    box(
      'trak',
      box('tkhd', u32(3, 0, 0, 1, 0, length), zeros(16), matrix, u32(width * 0x10000, height * 0x10000)),
      box(
        'mdia',
        box('mdhd', u32(0, 0, 0, framesPerSecond, length), u16(0x55c4, 0)),
        box('hdlr', u32(0, 0), 'vide', zeros(12), 'Video\0'),
        box('minf', box('vmhd', u32(1), zeros(8)), links, describeSamples(track, sizes, start)),
      ),
    ),
  );
}

/** A silent video as an MP4 file that begins to play before it is whole. */
export function writeMp4(track: VideoTrack): Uint8Array {
  const samples = track.frames.map((frame) => joinBytes([u32(frame.length), frame]));
  const sizes = samples.map(({ length }) => length);
  const type = box('ftyp', 'isom', u32(0x200), 'isomavc1');
  // How long the description is does not depend on where the samples begin.
  const described = describeMovie(track, sizes, 0).length;
  const movie = describeMovie(track, sizes, type.length + described + 8);
  return joinBytes([type, movie, box('mdat', ...samples)]);
}
