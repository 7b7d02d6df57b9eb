import { useEffect, useRef, useState } from 'react';
import { useT } from '../../app/language.tsx';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import '../../ui/styles/desk.css';
import { openQrReader, pixelsOf, type QrReader } from './qr-reader.ts';
import { texts } from './texts.ts';
import { useLatest } from './use-latest.ts';

type Trouble = 'cameraRefused' | 'cameraNone' | 'pictureNoQr';
const restMs = 120;

async function openCamera(): Promise<MediaStream> {
  const video = { facingMode: 'environment', width: { ideal: 1280 }, height: { ideal: 720 } };
  return navigator.mediaDevices.getUserMedia({ video, audio: false });
}

async function watch(
  video: HTMLVideoElement,
  at: { reader: QrReader; stopped: () => boolean },
): Promise<string> {
  for (;;) {
    await new Promise((done) => setTimeout(done, restMs));
    if (at.stopped()) return '';
    const picture = pixelsOf(video, video.videoWidth, video.videoHeight);
    const text = picture ? await at.reader.read(picture) : null;
    if (text) return text;
  }
}

function useCamera(onText: (text: string) => void) {
  const video = useRef<HTMLVideoElement>(null);
  const told = useLatest(onText);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  useEffect(() => {
    let isOver = false;
    let stream: MediaStream | undefined;
    const reader = openQrReader();
    const start = async () => {
      if (!navigator.mediaDevices) return setTrouble('cameraNone');
      try {
        stream = await openCamera();
      } catch (error) {
        const isRefused = error instanceof DOMException && error.name === 'NotAllowedError';
        return setTrouble(isRefused ? 'cameraRefused' : 'cameraNone');
      }
      if (isOver || !video.current) return;
      video.current.srcObject = stream;
      await video.current.play().catch(() => undefined);
      const text = await watch(video.current, { reader, stopped: () => isOver });
      if (text && !isOver) told.current(text);
    };
    void start().finally(() => {
      if (isOver) for (const track of stream?.getTracks() ?? []) track.stop();
    });
    return () => {
      isOver = true;
      for (const track of stream?.getTracks() ?? []) track.stop();
      reader.close();
    };
  }, [told]);
  return { video, trouble, setTrouble };
}

async function textOfFile(file: File): Promise<string | null> {
  const picture = await createImageBitmap(file);
  const pixels = pixelsOf(picture, picture.width, picture.height);
  picture.close();
  if (!pixels) return null;
  const reader = openQrReader();
  try {
    return await reader.read(pixels);
  } finally {
    reader.close();
  }
}

/** QR by camera, or from a picture where there is no camera. Nothing leaves the browser but the text. */
export function CameraScan(props: { hint?: string; onText: (text: string) => void; onClose: () => void }) {
  const { hint, onText, onClose } = props;
  const t = useT(texts);
  const { video, trouble, setTrouble } = useCamera(onText);
  const takeFile = async (file: File | undefined) => {
    if (!file) return;
    const text = await textOfFile(file).catch(() => null);
    if (text) onText(text);
    else setTrouble('pictureNoQr');
  };
  return (
    <div className="stack camera">
      {trouble ? (
        <Notice tone="amber" live="status">
          <p>{t(trouble)}</p>
        </Notice>
      ) : (
        <p>{hint ?? t('cameraHint')}</p>
      )}
      {trouble === 'cameraNone' || trouble === 'cameraRefused' ? null : (
        <video ref={video} className="camera-view" muted playsInline aria-label={t('cameraView')} />
      )}
      <div className="row">
        <label className="btn btn-outline">
          <span>{t('picture')}</span>
          <input
            type="file"
            accept="image/*"
            className="sr"
            onChange={(event) => void takeFile(event.target.files?.[0])}
          />
        </label>
        <Button kind="quiet" onClick={onClose}>
          {t('cancel')}
        </Button>
      </div>
    </div>
  );
}
