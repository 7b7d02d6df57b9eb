import type { RgbImage } from './image.ts';

export interface Expression {
  /** −1…1: to which side of the picture the face looks. */
  readonly turn?: number;
  /** 0…1: how far the mouth is open. */
  readonly mouth?: number;
  /** 0…1: how far the eyes are open. */
  readonly eyes?: number;
  /** Grain of the picture in values of 0…255. */
  readonly noise?: number;
}

type Colour = readonly [number, number, number];

interface Oval {
  readonly x: number;
  readonly y: number;
  readonly rx: number;
  readonly ry: number;
  /** Width of the fading edge, as a share of the radius. */
  readonly soft?: number;
}

interface Paper {
  readonly width: number;
  readonly height: number;
  readonly values: Float32Array;
}

function chance(seed: number): () => number {
  let state = (seed * 2_654_435_761 + 12_345) >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function blend(values: Float32Array, at: number, { colour, cover }: { colour: Colour; cover: number }): void {
  for (let channel = 0; channel < 3; channel += 1) {
    const old = values[at + channel] ?? 0;
    values[at + channel] = old + ((colour[channel] ?? 0) - old) * cover;
  }
}

function oval(
  paper: Paper,
  { x, y, rx, ry, soft = 0.15 }: Oval,
  paint: { colour: Colour; most?: number },
): void {
  const [top, bottom] = [Math.max(0, Math.floor(y - ry * 1.95)), Math.min(paper.height - 1, y + ry * 1.95)];
  const [left, right] = [Math.max(0, Math.floor(x - rx * 1.95)), Math.min(paper.width - 1, x + rx * 1.95)];
  for (let row = top; row <= bottom; row += 1) {
    for (let column = left; column <= right; column += 1) {
      const distance = Math.hypot((column - x) / rx, (row - y) / ry);
      const cover = Math.min(1, Math.max(0, (1 + soft - distance) / (2 * soft)));
      if (cover > 0)
        blend(paper.values, (row * paper.width + column) * 3, {
          colour: paint.colour,
          cover: cover * (paint.most ?? 1),
        });
    }
  }
}

function toned([red, green, blue]: Colour, by: number): Colour {
  return [Math.min(255, red * by), Math.min(255, green * by), Math.min(255, blue * by)];
}

/** Measures and colours of a face, drawn from its number. */
function featuresOf(person: number) {
  const any = chance(person + 1);
  const within = (low: number, high: number): number => low + (high - low) * any();
  const tone = within(0.75, 1.1);
  const skin: Colour = [205 * tone, 160 * tone, 130 * tone];
  return {
    skin,
    dark: [skin[0] * 0.72, skin[1] * 0.66, skin[2] * 0.62] as Colour,
    light: toned(skin, 1.12),
    lips: [178 * tone, 92 * tone, 88 * tone] as Colour,
    hair: (any() > 0.5 ? [30, 24, 20] : [70, 50, 35]) as Colour,
    face: { rx: within(78, 96), ry: within(104, 122) },
    jaw: within(0.78, 0.95),
    eye: { gap: within(34, 44), y: within(-14, -4), rx: within(14, 19), ry: within(6, 9) },
    brow: { y: within(16, 24), ry: within(3, 6) },
    nose: { long: within(30, 44), wide: within(12, 20) },
    mouth: { wide: within(24, 36), y: within(58, 70), full: within(5, 9) },
  };
}

type Features = ReturnType<typeof featuresOf>;

const centre = { x: 160, y: 205 };

function drawHead(paper: Paper, features: Features, shift: number): void {
  const { skin, dark, light, hair, face, jaw } = features;
  const { x, y } = centre;
  oval(paper, { x, y: 420, rx: 130, ry: 90, soft: 0.05 }, { colour: [60, 80, 110] });
  oval(paper, { x, y: y + 110, rx: 42, ry: 60 }, { colour: dark });
  oval(paper, { x, y: y - 42, rx: face.rx * 1.12, ry: face.ry * 0.95, soft: 0.06 }, { colour: hair });
  oval(paper, { x, y, ...face, soft: 0.04 }, { colour: skin });
  oval(paper, { x, y: y + 48, rx: face.rx * jaw, ry: face.ry * 0.62, soft: 0.05 }, { colour: skin });
  for (const side of [-1, 1]) {
    const cheek = { x: x + side * face.rx * 0.75 - shift * 0.4, y: y + 20, rx: 26, ry: 80, soft: 0.9 };
    oval(paper, cheek, { colour: dark, most: 0.4 });
  }
  oval(paper, { x: x + shift, y: y - 55, rx: 50, ry: 26, soft: 0.9 }, { colour: light, most: 0.5 });
}

function drawEyes(
  paper: Paper,
  features: Features,
  look: { shift: number; turn: number; eyes: number },
): void {
  const { dark, hair, eye, brow } = features;
  const { shift, turn, eyes } = look;
  for (const side of [-1, 1]) {
    const x = centre.x + shift + side * eye.gap * (1 - side * turn * 0.25);
    const y = centre.y + eye.y;
    const open = Math.max(1, eye.ry * eyes);
    oval(paper, { x, y, rx: eye.rx * 1.5, ry: eye.ry * 2.3, soft: 0.8 }, { colour: dark, most: 0.55 });
    oval(paper, { x, y, rx: eye.rx, ry: open, soft: 0.12 }, { colour: [238, 234, 230] });
    oval(
      paper,
      { x: x + turn * 4, y, rx: eye.ry * 0.92, ry: open * 0.95, soft: 0.15 },
      { colour: [40, 26, 18] },
    );
    oval(
      paper,
      { x: x + turn * 4 + 2, y: y - 2, rx: 1.6, ry: Math.max(0.4, 1.6 * eyes) },
      { colour: [250, 250, 250] },
    );
    oval(
      paper,
      { x, y: y - open, rx: eye.rx * 1.05, ry: 2.2, soft: 0.5 },
      { colour: [30, 20, 16], most: 0.9 },
    );
    oval(paper, { x, y: y - brow.y, rx: eye.rx * 1.35, ry: brow.ry, soft: 0.4 }, { colour: hair, most: 0.9 });
  }
}

function drawNose(paper: Paper, { dark, light, nose }: Features, shift: number): void {
  const [x, y] = [centre.x + shift * 1.35, centre.y];
  oval(paper, { x: x - 7, y: y + 10, rx: 5, ry: nose.long, soft: 0.9 }, { colour: dark, most: 0.4 });
  oval(paper, { x: x + 2, y: y + 8, rx: 6, ry: nose.long, soft: 0.8 }, { colour: light, most: 0.6 });
  oval(paper, { x, y: y + nose.long, rx: nose.wide, ry: 10, soft: 0.5 }, { colour: dark, most: 0.35 });
  oval(
    paper,
    { x, y: y + nose.long - 3, rx: nose.wide * 0.7, ry: 8, soft: 0.6 },
    { colour: light, most: 0.5 },
  );
  for (const side of [-1, 1]) {
    const nostril = { x: x + side * nose.wide * 0.55, y: y + nose.long + 5, rx: 4, ry: 2.4, soft: 0.5 };
    oval(paper, nostril, { colour: [70, 40, 34], most: 0.85 });
  }
}

function drawMouth(
  paper: Paper,
  { dark, lips, mouth }: Features,
  look: { shift: number; mouth: number },
): void {
  const [x, y, open] = [centre.x + look.shift, centre.y + mouth.y, look.mouth * 26];
  oval(paper, { x, y: y - 3, rx: mouth.wide, ry: mouth.full, soft: 0.25 }, { colour: lips });
  oval(
    paper,
    { x, y: y + open + 4, rx: mouth.wide * 0.86, ry: mouth.full * 1.15, soft: 0.25 },
    { colour: lips },
  );
  const inside = { x, y: y + open / 2, rx: mouth.wide * 0.9, ry: Math.max(1.6, open / 2 + 1), soft: 0.2 };
  oval(paper, inside, { colour: [52, 22, 24] });
  oval(paper, { x, y: y + open + mouth.full + 10, rx: 22, ry: 5, soft: 0.9 }, { colour: dark, most: 0.35 });
}

/**
 * A face drawn from a number, 320 × 400: enough of one for the networks to find, and nobody's. The same number gives the
 * same face. For test cards and tests.
 */
export function drawFace(person: number, expression: Expression = {}): RgbImage {
  const { turn = 0, mouth = 0, eyes = 1, noise = 3 } = expression;
  const features = featuresOf(person);
  const [width, height] = [320, 400];
  const paper: Paper = { width, height, values: new Float32Array(width * height * 3) };
  for (let at = 0; at < paper.values.length; at += 3) paper.values.set([196, 204, 210], at);
  const shift = turn * 34;
  drawHead(paper, features, shift);
  drawEyes(paper, features, { shift, turn, eyes });
  drawNose(paper, features, shift);
  drawMouth(paper, features, { shift, mouth });
  const grain = chance(person * 7 + 3);
  const data = Uint8Array.from(paper.values, (value) =>
    Math.min(255, Math.max(0, value + (grain() - 0.5) * 2 * noise)),
  );
  return { width, height, data };
}
