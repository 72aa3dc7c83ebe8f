// A sound for a new request: only after one click has allowed it, as browsers want it.
let context = null;

export const isAllowed = () => context !== null;

export function allow() {
  context ??= new AudioContext();
  context.resume();
  ring();
}

export function ring() {
  if (!context) return;
  for (const [at, pitch] of [[0, 880], [0.25, 660], [0.5, 880]]) {
    const tone = context.createOscillator();
    const loudness = context.createGain();
    tone.frequency.value = pitch;
    loudness.gain.value = 0.2;
    tone.connect(loudness).connect(context.destination);
    tone.start(context.currentTime + at);
    tone.stop(context.currentTime + at + 0.2);
  }
}
