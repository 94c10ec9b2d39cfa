// Opens a chat and tells it about an order. Waits when it is told to, and repeats only what may be repeated.
const { OPENCX_BASE_URL: base = "https://api.open.cx", OPENCX_API_KEY: key } = process.env;
const TRIES = 3;

async function post(path, body) {
  for (let tries = 1; ; tries += 1) {
    const response = await fetch(base + path, {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    if (response.ok) return response.json();
    const mayRepeat = response.status === 429 || response.status === 503;
    if (!mayRepeat || tries === TRIES) throw new Error(`POST ${path} was answered ${response.status}`);
    const seconds = Number(response.headers.get("retry-after") ?? tries);
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  }
}

try {
  const { id } = await post("/chat/sessions", { verified: true, contact: { email: "ann@example.com" } });
  await post(`/chat/sessions/${encodeURIComponent(id)}/send`, {
    sender: "contact",
    message: { type: "text", text: "Where is my order?" },
    // Plain values only, never an object: text, numbers and booleans for the session, text for the contact.
    custom_data: { order_id: "A-17", cart_value: 149.99 },
    contact: { custom_data: { plan: "pro" } },
  });
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
