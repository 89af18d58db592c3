/** More players at once than this stutter on ordinary machines: further cameras are shown as JPEG pictures. */
const maxPlayers = 16;

let players = 0;

/** Takes a place for a player that decodes video; returns the call that gives it back, or null when all are taken. */
export function takePlayerSlot(): (() => void) | null {
  if (players >= maxPlayers) return null;
  players++;
  let taken = true;
  return () => {
    if (taken) players--;
    taken = false;
  };
}
