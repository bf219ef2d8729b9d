// A real OpenID Connect provider (the certified npm package) for the test of signing in through
// the province's own accounts. Says "ready" once it listens; the test stops it.
import Provider from "oidc-provider";

const { PORT, CLIENT, SECRET, REDIRECT, ACCOUNTS } = process.env;
const accounts = JSON.parse(ACCOUNTS);

const provider = new Provider(`http://127.0.0.1:${PORT}`, {
  clients: [
    {
      client_id: CLIENT,
      client_secret: SECRET,
      redirect_uris: [REDIRECT],
      grant_types: ["authorization_code"],
      token_endpoint_auth_method: "client_secret_post",
    },
  ],
  claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
  cookies: { keys: ["only for this test"] },
  features: { devInteractions: { enabled: true } },
  findAccount: (ctx, id) =>
    accounts[id] && { accountId: id, claims: async () => ({ sub: id, ...accounts[id] }) },
});

provider.listen(Number(PORT), "127.0.0.1", () => console.log("ready"));
