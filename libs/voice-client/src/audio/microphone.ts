import { CallFailure } from '../call/call-failure.js';

/** `document.featurePolicy` is Chromium's; where it is missing the browser's own answer to the request decides. */
interface PolicyDocument {
  featurePolicy?: { allowsFeature(name: string): boolean };
}

const pageForbidsMicrophone = (): boolean =>
  (document as PolicyDocument).featurePolicy?.allowsFeature('microphone') === false;

const FAILURE_BY_NAME: Record<string, CallFailure['code']> = {
  NotAllowedError: 'microphone_denied',
  NotFoundError: 'microphone_missing',
};

/**
 * Asks for the microphone; `deviceId` is a wish, since the device may be gone by now. Rejects with a `CallFailure` that
 * names the cause.
 */
export async function openMicrophone(deviceId?: string): Promise<MediaStream> {
  // An insecure page has no mediaDevices at all, whatever the type says.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (!devices) throw new CallFailure('insecure_page');
  // Asked before the prompt: after it, a page's own policy looks just like a visitor's refusal.
  if (pageForbidsMicrophone()) throw new CallFailure('microphone_forbidden');
  const ask = (chosen?: string): Promise<MediaStream> =>
    devices.getUserMedia({
      audio: {
        echoCancellation: true,
        noiseSuppression: true,
        autoGainControl: true,
        channelCount: 1,
        // Chromium passes over a device that is only preferred.
        ...(chosen && { deviceId: { exact: chosen } }),
      },
    });
  try {
    return await (deviceId ? ask(deviceId).catch(() => ask()) : ask());
  } catch (cause) {
    // All other names mean that the device is there and cannot be opened.
    throw new CallFailure(FAILURE_BY_NAME[(cause as Error).name] ?? 'microphone_busy');
  }
}

export const releaseMicrophone = (stream: MediaStream): void => {
  for (const track of stream.getTracks()) track.stop();
};
