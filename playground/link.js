// Both texts in the fragment of an address, which browsers keep to themselves: packed, and in the
// letters of base64url.

const START = "#texts=";
const MOST = 1 << 20;

export async function packed(texts) {
  const bytes = new TextEncoder().encode(JSON.stringify(texts));
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  const data = new Uint8Array(await new Response(stream).arrayBuffer());
  let letters = "";
  for (const byte of data) letters += String.fromCharCode(byte);
  return START + btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** Returns the texts in a fragment, null if it is another; throws if it is damaged. */
export async function unpacked(fragment) {
  if (!fragment.startsWith(START)) return null;
  const letters = fragment.slice(START.length).replaceAll("-", "+").replaceAll("_", "/");
  const data = Uint8Array.from(atob(letters), (letter) => letter.charCodeAt(0));
  const stream = new Blob([data]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  // A short link can unpack to more than any memory holds: whoever made it may be a stranger.
  const chunks = [];
  let size = 0;
  const reader = stream.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    size += part.value.length;
    if (size > MOST) throw new Error("too large");
    chunks.push(part.value);
  }
  const texts = JSON.parse(await new Blob(chunks).text());
  const { criteria, offer, other = "" } = texts;
  if (![criteria, offer, other].every((text) => typeof text === "string")) throw new Error("other");
  return { criteria, offer, other };
}
