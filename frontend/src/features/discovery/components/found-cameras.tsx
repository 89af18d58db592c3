import { discoveryTexts as t } from '@/texts/discovery';
import type { FoundCamera } from '../found-camera';
import type { useChoice } from '../hooks/use-choice';
import { CredentialsTrial } from './credentials-trial';
import { FoundCameraList } from './found-camera-list';

interface FoundCamerasProps {
  cameras: readonly FoundCamera[];
  choice: ReturnType<typeof useChoice>;
}

/** All that was found, by kind, with one place for the password of those that want one. */
export function FoundCameras({ cameras, choice }: FoundCamerasProps) {
  const list = {
    rowOf: choice.rowOf,
    onSelectAll: (some: readonly FoundCamera[], on: boolean) =>
      choice.select(
        some.map(({ key }) => key),
        on,
      ),
  };
  return (
    <>
      <FoundCameraList
        title={t.usb}
        cameras={cameras.filter(({ protocol }) => protocol === 'usb')}
        {...list}
      />
      <FoundCameraList
        title={t.network}
        cameras={cameras.filter(({ protocol }) => protocol === 'network')}
        {...list}
      />
      {choice.hasLocked && (
        <CredentialsTrial
          credentials={choice.credentials}
          count={choice.toTry.length}
          busy={choice.trying}
          onChange={choice.setCredentials}
          onTry={choice.tryLocked}
        />
      )}
    </>
  );
}
