import '../styles/office.css';
import '../styles/table.css';
import { Settings } from '../../app/settings.tsx';
import { WeaveBand } from '../mark.tsx';
import { CitizenPieces } from './citizen-pieces.tsx';
import { FieldPieces } from './field-pieces.tsx';
import { MapPieces } from './map-pieces.tsx';
import { OfficePieces } from './office-pieces.tsx';
import { StatePieces } from './state-pieces.tsx';

/** Every piece in every state, for the eye and for axe. In development only. */
export function GalleryPage() {
  return (
    <main className="gallery">
      <h1>Bộ giao diện Serepok</h1>
      <Settings />
      <WeaveBand />
      <CitizenPieces />
      <FieldPieces />
      <StatePieces />
      <OfficePieces />
      <MapPieces />
    </main>
  );
}
