/** The size at which a JPEG is shown: turned, where the camera noted that it was held so. Throws at its end. */
export function readJpegSize(view: DataView): [width: number, height: number] {
  let isTurned = false;
  let place = 2;
  for (;;) {
    // Any number of filling bytes may stand before a marker.
    while (view.getUint8(place) === 0xff && view.getUint8(place + 1) === 0xff) place += 1;
    if (view.getUint8(place) !== 0xff) return [0, 0];
    const marker = view.getUint8(place + 1);
    const length = view.getUint16(place + 2);
    if (marker === 0xe1) isTurned ||= readOrientation(view, place + 4) >= 5;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame) {
      const [height, width] = [view.getUint16(place + 5), view.getUint16(place + 7)];
      return isTurned ? [height, width] : [width, height];
    }
    // The picture itself begins: there is no frame before it.
    if (marker === 0xda || length < 2) return [0, 0];
    place += 2 + length;
  }
}

/** The Exif tag of orientation, 1 to 8; from 5 on width and height are exchanged. */
function readOrientation(view: DataView, start: number): number {
  if (view.getUint32(start) !== 0x45786966) return 1;
  const base = start + 6;
  const isLittle = view.getUint16(base) === 0x4949;
  const directory = base + view.getUint32(base + 4, isLittle);
  const entries = view.getUint16(directory, isLittle);
  for (let index = 0; index < Math.min(entries, 100); index += 1) {
    const entry = directory + 2 + index * 12;
    if (view.getUint16(entry, isLittle) === 0x0112) return view.getUint16(entry + 8, isLittle);
  }
  return 1;
}
