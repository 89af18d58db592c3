export const motionTexts = {
  title: 'Motion detection',
  intro:
    'Looks at two small grey pictures a second. The camera is read all the time while this is on. What moves becomes an event, which rules of the page Alerts can tell.',
  enabled: 'Detect motion',
  sensitivity: (value: number) => `Sensitivity: ${value}`,
  minArea: 'Smallest moving area, in percent of the picture',
  minSeconds: 'Must move for so many seconds',
  needsPicture: 'Start the camera to draw zones on its picture.',
  picture: 'Picture of the camera',
  areas: 'Zones and masks',
  showMoving: 'Show what moves now',
  showMovingHint:
    'With the settings that are saved: solid frames count, dashed ones are too small. Twice a second; after a start it learns the background for some seconds first.',
  showMovingNeedsSave: 'Save with motion detection on to see what it sees.',
  movingNow: (count: number) =>
    count === 0 ? 'Nothing moves.' : count === 1 ? 'One area moves.' : `${count} areas move.`,
  draw: { zones: 'Draw a zone to look at', masks: 'Draw a mask to ignore' },
  drawHint: (points: number) => `Click the corners in the picture: ${points} so far, 3 or more are needed.`,
  finish: 'Finish',
  discard: 'Discard',
  newZone: 'Zone',
  zoneName: 'Name of the zone',
  removeZone: (name: string) => `Remove ${name}`,
  maskName: (number: number) => `Mask ${number}`,
  removeMask: (number: number) => `Remove mask ${number}`,
  saved: 'Motion detection saved',
  objects: {
    title: 'Objects',
    enabled: 'Recognise objects while something moves',
    intro:
      'Two pictures a second, only while something moves: about a tenth of a processor core for that time, and 100 MB of memory for all cameras together. What stays where it is, such as a parked car, is no event.',
    labels: 'What becomes an event',
    label: { person: 'Persons', vehicle: 'Vehicles', animal: 'Animals' },
    minScore: (percent: number) => `How sure it must be: ${percent} %`,
    minScoreHint: 'Higher: fewer false events, and more that are missed.',
  },
} as const;
