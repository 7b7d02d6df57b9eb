import { useEffect, useRef, useState } from 'react';
import type { ChallengeStep } from '#lib/vision';
import { useT } from '../../app/language.tsx';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { openFaceFinder } from './face-finder.ts';
import { type Guide, guideOn, startGuide } from './pose-guide.ts';
import { texts } from './texts.ts';

export type TakenFrame = { step: 'rest' | ChallengeStep; picture: string };
type Trouble = 'cameraRefused' | 'cameraNone' | 'finderFailed';

const size = { width: 640, height: 480 };
const REST_MS = 60;
const QUALITY = 0.85;

function pictureOf(canvas: HTMLCanvasElement): string {
  return canvas.toDataURL('image/jpeg', QUALITY).replace(/^data:image\/jpeg;base64,/, '');
}

/** Draws the middle of the video into the canvas, filling it. */
function draw(video: HTMLVideoElement, canvas: HTMLCanvasElement): ImageData | null {
  const context = canvas.getContext('2d', { willReadFrequently: true });
  const [width, height] = [video.videoWidth, video.videoHeight];
  if (!context || width === 0) return null;
  const scale = Math.min(width / canvas.width, height / canvas.height);
  const [w, h] = [canvas.width * scale, canvas.height * scale];
  context.drawImage(video, (width - w) / 2, (height - h) / 2, w, h, 0, 0, canvas.width, canvas.height);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}

async function openCamera(): Promise<MediaStream | Trouble> {
  if (!navigator.mediaDevices) return 'cameraNone';
  try {
    const video = { facingMode: 'user', width: { ideal: size.width }, height: { ideal: size.height } };
    return await navigator.mediaDevices.getUserMedia({ video, audio: false });
  } catch (error) {
    return error instanceof DOMException && error.name === 'NotAllowedError' ? 'cameraRefused' : 'cameraNone';
  }
}

type Watch = {
  video: HTMLVideoElement;
  challenge: readonly ChallengeStep[];
  isOver: () => boolean;
  tell: (guide: Guide) => void;
};

/** Watches the camera until every step was done; gives one picture per step. */
async function takeFrames({ video, challenge, isOver, tell }: Watch): Promise<TakenFrame[]> {
  const finder = openFaceFinder();
  const canvas = Object.assign(document.createElement('canvas'), size);
  const frames: TakenFrame[] = [];
  let guide = startGuide(challenge);
  try {
    while (guide.left.length > 0 && !isOver()) {
      const picture = draw(video, canvas);
      if (picture) {
        const [step = 'rest'] = guide.left;
        const seen = guideOn(guide, await finder.find(picture), canvas.width);
        if (seen.isTaken) frames.push({ step, picture: pictureOf(canvas) });
        guide = seen.guide;
        tell(guide);
      }
      await new Promise((done) => setTimeout(done, REST_MS));
    }
    return frames;
  } finally {
    finder.close();
    canvas.width = 0;
  }
}

function useCameraGuide(challenge: readonly ChallengeStep[], onTaken: (frames: TakenFrame[]) => void) {
  const video = useRef<HTMLVideoElement>(null);
  const told = useRef(onTaken);
  useEffect(() => {
    told.current = onTaken;
  });
  const [guide, setGuide] = useState<Guide | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  useEffect(() => {
    let isOver = false;
    let stream: MediaStream | undefined;
    const stop = () => {
      isOver = true;
      for (const track of stream?.getTracks() ?? []) track.stop();
    };
    const work = async () => {
      const opened = await openCamera();
      if (typeof opened === 'string') return setTrouble(opened);
      stream = opened;
      if (isOver || !video.current) return stop();
      video.current.scrollIntoView({ block: 'center' });
      video.current.srcObject = stream;
      await video.current.play().catch(() => undefined);
      const watch = { video: video.current, challenge, isOver: () => isOver, tell: setGuide };
      const frames = await takeFrames(watch);
      if (!isOver) told.current(frames);
      stop();
    };
    work().catch(() => {
      if (!isOver) setTrouble('finderFailed');
      stop();
    });
    return stop;
  }, [challenge]);
  return { video, guide, trouble };
}

/** The camera and one sentence at a time: what to do now. */
export function CameraGuide(props: {
  challenge: readonly ChallengeStep[];
  onTaken: (frames: TakenFrame[]) => void;
  onStop: () => void;
}) {
  const t = useT(texts);
  const { video, guide, trouble } = useCameraGuide(props.challenge, props.onTaken);
  const all = props.challenge.length + 1;
  const now = Math.min(all, all - (guide?.left.length ?? all) + 1);
  return (
    <div className="stack holder-camera">
      {trouble ? (
        <Notice tone="amber" live="alert">
          <p>{t(trouble)}</p>
        </Notice>
      ) : (
        <>
          <output className="holder-hint">{guide ? t(`hint.${guide.hint}`) : t('loading')}</output>
          <video ref={video} className="holder-view" muted playsInline aria-label={t('camera')} />
          <p className="holder-steps">{t('steps', { n: now, of: all })}</p>
        </>
      )}
      <div className="row">
        <Button kind="quiet" onClick={props.onStop}>
          {t('cancel')}
        </Button>
      </div>
    </div>
  );
}
