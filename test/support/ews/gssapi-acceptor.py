"""An HTTPS server that signs in with NTLM through GSSAPI and gss-ntlmssp, and nothing of ours.

Arguments: certificate and key (PEM) of the server, the hash of its signature, and the certificate that a
client has to have seen. Users come from NTLM_USER_FILE. Prints its port, then one line for each handshake.
"""

import base64
import hashlib
import http.server
import ssl
import sys

import gssapi
from gssapi.raw import ChannelBindings

NTLM = gssapi.OID.from_int_seq("1.3.6.1.4.1.311.2.2.10")
CERTIFICATE, KEY, HASH, BOUND_TO = sys.argv[1:5]
with open(BOUND_TO, encoding="ascii") as file:
    SEEN = hashlib.new(HASH, ssl.PEM_cert_to_DER_cert(file.read())).digest()
BINDINGS = ChannelBindings(application_data=b"tls-server-end-point:" + SEEN)
ANSWER = (
    b'<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>'
    b'<m:GetItemResponse xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages"/>'
    b"</s:Body></s:Envelope>"
)


class Connection(http.server.BaseHTTPRequestHandler):
    """One object for each connection: NTLM signs in a connection, not a request."""

    protocol_version = "HTTP/1.1"
    context = None
    user = None

    def do_POST(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        scheme, _, token = self.headers.get("Authorization", "").partition(" ")
        if scheme == "NTLM":
            self.step(base64.b64decode(token))
        elif self.user is None:
            self.refuse("NTLM")
        else:
            self.answer()

    def step(self, token):
        if self.context is None:
            credentials = gssapi.Credentials(usage="accept", mechs=[NTLM])
            self.context = gssapi.SecurityContext(creds=credentials, usage="accept", channel_bindings=BINDINGS)
        try:
            challenge = self.context.step(token)
        except gssapi.exceptions.GSSError as error:
            self.context = None
            print("refused", type(error).__name__, flush=True)
            self.refuse("NTLM")
            return
        if not self.context.complete:
            self.refuse("NTLM " + base64.b64encode(challenge).decode("ascii"))
            return
        self.user = str(self.context.initiator_name)
        self.context = None
        print("accepted", self.user, flush=True)
        self.answer()

    def refuse(self, challenge):
        self.send_response(401)
        self.send_header("WWW-Authenticate", challenge)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def answer(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/xml; charset=utf-8")
        self.send_header("Content-Length", str(len(ANSWER)))
        self.end_headers()
        self.wfile.write(ANSWER)

    def log_message(self, *_):
        """Standard output is for the test."""


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Connection)
server.daemon_threads = True
tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
tls.load_cert_chain(CERTIFICATE, KEY)
server.socket = tls.wrap_socket(server.socket, server_side=True)
print("port", server.server_address[1], flush=True)
server.serve_forever()
