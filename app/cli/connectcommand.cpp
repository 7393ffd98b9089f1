// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/connectcommand.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace sonde::cli {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(sonde::Cli)
};

QList<Option> outputOptions()
{
    return {
        {{u"r"_s, u"record"_s},
         u"FILE"_s,
         Texts::tr("Record everything into a capture, which Sonde opens; one that exists is continued.")},
        {{u"jsonl"_s}, {}, Texts::tr("Write all that happens as JSON Lines, as log --format jsonl does.")},
        {{u"binary"_s},
         u"FORMAT"_s,
         Texts::tr("How binary messages are written: hex (the default), base64, or raw, which adds no line feed.")},
    };
}

QList<Option> inputOptions()
{
    return {
        {{u"message"_s},
         u"NAME"_s,
         Texts::tr("Send this saved message of the profile first. May be given several times.")},
        {{u"s"_s, u"send"_s}, u"TEXT"_s, Texts::tr("Send this first, or then. May be given several times.")},
        {{u"send-file"_s},
         u"FILE"_s,
         Texts::tr("Then send this file as one binary message. May be given several times.")},
        {{u"send-as"_s},
         u"FORMAT"_s,
         Texts::tr("What is sent: text (the default), binary (the bytes of the line), or hex or base64, which are "
                   "decoded and sent as binary messages.")},
        {{u"n"_s, u"no-input"_s}, {}, Texts::tr("Do not read standard input.")},
        {{u"w"_s, u"wait"_s},
         u"SECONDS"_s,
         Texts::tr("Stay for so long after everything was sent; inf stays until the server closes. The default is "
                   "1, and inf with --count, or where nothing is to be sent, or a saved message repeats.")},
        {{u"c"_s, u"count"_s}, u"N"_s, Texts::tr("Close after N messages have come.")},
        {{u"t"_s, u"timeout"_s}, u"SECONDS"_s, Texts::tr("Give up after so long, with exit status 7.")},
    };
}

QList<Option> profileOptions()
{
    return {
        {{u"P"_s, u"profile"_s},
         u"NAME|FILE"_s,
         Texts::tr("Connect as this profile says. A NAME is one that sonde-cli profiles lists; a FILE ends in .json. "
                   "URL may be left out then.")},
        {{u"workspace"_s},
         u"FOLDER"_s,
         Texts::tr("The workspace with profiles and environments. The default is that of the window, or the folder "
                   "of FILE.")},
        {{u"e"_s, u"environment"_s},
         u"NAME"_s,
         Texts::tr("Take values from this environment of the workspace. That called default counts where it has "
                   "none.")},
        {{u"var"_s},
         u"NAME=VALUE"_s,
         Texts::tr("A value that goes before those of environments. May be given several times.")},
        {{u"expand"_s},
         {},
         Texts::tr("Fill in placeholders; not needed with --profile, --environment or --var, which switch it on.")},
        {{u"allow-env"_s}, {}, Texts::tr("Placeholders may read the process environment: {{env:NAME}}.")},
        {{u"allow-files"_s},
         {},
         Texts::tr("Placeholders and saved messages may read files outside of the workspace: {{file:PATH}}.")},
    };
}

QList<Option> requestOptions()
{
    return {
        {{u"H"_s, u"header"_s},
         u"HEADER"_s,
         Texts::tr("Send a further header field, written as 'Name: value'. May be given several times.")},
        {{u"p"_s, u"subprotocol"_s},
         u"NAME"_s,
         Texts::tr("Offer a subprotocol. May be given several times, the preferred one first.")},
        {{u"origin"_s}, u"ORIGIN"_s, Texts::tr("Send the header Origin.")},
        {{u"cookie"_s}, u"NAME=VALUE"_s, Texts::tr("Send a cookie. May be given several times.")},
        {{u"query"_s},
         u"NAME=VALUE"_s,
         Texts::tr("Add a parameter to the address's query, percent-encoded. May be given several times.")},
        {{u"u"_s, u"user"_s},
         u"USER:PASSWORD"_s,
         Texts::tr("Log in with Basic. See above for ways to give a PASSWORD or TOKEN.")},
        {{u"digest"_s}, {}, Texts::tr("Log in with Digest instead.")},
        {{u"bearer"_s}, u"TOKEN"_s, Texts::tr("Send a bearer token.")},
        {{u"proxy"_s},
         u"PROXY"_s,
         Texts::tr("http://USER:PASSWORD@HOST:PORT or socks5://USER:PASSWORD@HOST:PORT, either without "
                   "USER:PASSWORD@, too; none; or system, which is the default.")},
    };
}

QList<Option> tlsOptions()
{
    return {
        {{u"ca"_s}, u"FILE"_s, Texts::tr("Trust the authorities in this PEM file, too.")},
        {{u"k"_s, u"insecure"_s}, {}, Texts::tr("Go on although the certificate can't be trusted.")},
        {{u"pin"_s}, u"SHA256"_s, Texts::tr("Trust the certificate with this fingerprint, whatever is wrong with it.")},
        {{u"cert"_s}, u"FILE"_s, Texts::tr("Show this client certificate, PEM or PKCS#12.")},
        {{u"key"_s}, u"FILE"_s, Texts::tr("Its private key, PEM; not needed where FILE of --cert holds it.")},
        {{u"pass"_s}, u"PASSWORD"_s, Texts::tr("The passphrase of the key or of the PKCS#12 file.")},
        {{u"server-name"_s},
         u"NAME"_s,
         Texts::tr("The name to ask for and to expect in the certificate, instead of the address's host.")},
        {{u"tls-min"_s}, u"VERSION"_s, Texts::tr("The lowest TLS version: 1.0, 1.1, 1.2 (the default) or 1.3.")},
    };
}

QList<Option> connectionOptions()
{
    return {
        {{u"engine"_s},
         u"ENGINE"_s,
         Texts::tr("What does the work: qt (QWebSocket, the default) or native (Sonde's own).")},
        {{u"compress"_s}, {}, Texts::tr("Offer compression (permessage-deflate). Takes the native engine.")},
        {{u"lenient"_s},
         {},
         Texts::tr("Note what the server does against the protocol, and go on. Takes the native engine.")},
        {{u"frames"_s}, {}, Texts::tr("Record each frame, too, and write it with --jsonl. Takes the native engine.")},
        {{u"follow-redirects"_s}, {}, Texts::tr("Go where a redirect points to, up to 5 times.")},
        {{u"max-message"_s},
         u"BYTES"_s,
         Texts::tr("The largest message that is taken; may end in k, M or G. The default is 64M.")},
        {{u"ping"_s}, u"SECONDS"_s, Texts::tr("Send a Ping so often, and tell its round trip.")},
        {{u"keep-alive"_s},
         u"SECONDS"_s,
         Texts::tr("Send a Ping so often, and take the connection for lost where nothing comes for 10 s after it.")},
        {{u"close"_s}, u"CODE[:REASON]"_s, Texts::tr("What to close the connection with. The default is 1000.")},
        {{u"reconnect"_s},
         {},
         Texts::tr("Connect again when the connection is lost; when and how often, the profile says.")},
        {{u"no-reconnect"_s}, {}, Texts::tr("Do not; this is the default.")},
        {{u"q"_s, u"quiet"_s}, {}, Texts::tr("Tell only errors.")},
    };
}

} // namespace

QList<Option> dialOptions()
{
    return profileOptions() + requestOptions() + tlsOptions();
}

Command connectCommand()
{
    return {
        u"connect"_s,
        u"[URL]"_s,
        Texts::tr("Connect to a WebSocket server."),
        Texts::tr("Each line of standard input is sent as a text message, and each message that comes is written as a "
                  "line to standard output. What happens to the connection is told on standard error. After the end of "
                  "the input, --wait later, the connection is closed.\n"
                  "Options add to a profile; what has a name goes before what the profile has of the same name. "
                  "Its saved messages that go out on opening do so here, too, and whenever the connection opens again; "
                  "those that repeat do so until it ends.\n"
                  "Placeholders such as {{name}} are filled in with --profile, --environment, --var or --expand, and "
                  "are text like any other without: in the profile and its messages, in URL, and in the values of "
                  "--send and of what "
                  "is sent in the handshake. Standard input is always sent as it is. {{secret:NAME}} comes from "
                  "the environment variable SONDE_SECRET_NAME (capital letters, and _ for all but letters and "
                  "digits), else from the system's keychain, else it is asked for at the terminal.\n"
                  "A PASSWORD or TOKEN may be written as env:NAME, the value of an environment variable, as file:FILE, "
                  "the first line of a file, or as pass:TEXT. On the command line others can read it. Captures, "
                  "--jsonl and standard error show •••• for passwords and secrets; messages on standard output "
                  "come as they are."),
        outputOptions() + inputOptions() + dialOptions() + connectionOptions(),
        u"  echo '{\"op\":\"ping\"}' | sonde-cli connect wss://example.com/feed\n"
        "  sonde-cli connect -n --count 1 --timeout 2.5 ws://localhost:8080/health\n"
        "  sonde-cli connect -n --record feed.sonde --jsonl wss://example.com/feed | jq .text\n"
        "  sonde-cli connect -H 'Authorization: Bearer 123' -p chat.v2 ws://localhost:8080\n"
        "  sonde-cli connect --profile Staging/Orders -e staging --var room=7 -s '{{hello}}'\n"
        "  sonde-cli connect --workspace ./sonde --profile Orders --bearer env:TOKEN --reconnect\n"_s,
    };
}

} // namespace sonde::cli
