// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/listencommand.h"

#include <limits>

using namespace Qt::StringLiterals;

namespace sonde::cli {

Command listenCommand()
{
    return {
        u"listen"_s,
        {},
        ListenRun::tr("Run the echo server."),
        ListenRun::tr("A WebSocket server on 127.0.0.1 to try clients on. Its address is written to standard output as "
                      "soon as it "
                      "takes connections, and it runs until it is interrupted. The path of a URL says how it behaves:\n"
                      "  /echo                      echoes each message\n"
                      "  /close?code=C&reason=R     closes right after opening\n"
                      "  /refuse?status=S           refuses the handshake with this HTTP status\n"
                      "  /slow?ms=N                 waits before the handshake's response and before each echo\n"
                      "  /flood?count=N&size=BYTES  sends N messages at once\n"
                      "  /ping                      sends a Ping each second"),
        {
            {{u"p"_s, u"port"_s}, u"PORT"_s, ListenRun::tr("Listen on this port; without it, on any that is free.")},
            {{u"cert"_s},
             u"FILE"_s,
             ListenRun::tr("Listen for wss with this certificate: a PEM file, the server's own first. Needs --key.")},
            {{u"key"_s}, u"FILE"_s, ListenRun::tr("The certificate's private key, a PEM file.")},
        },
        u"  sonde-cli listen --port 8080\n"
        "  sonde-cli listen --cert server.pem --key server.key\n"_s,
    };
}

Result<ListenOptions> readListenOptions(const Arguments &arguments)
{
    const auto port = arguments.number(u"port"_s, 0, std::numeric_limits<quint16>::max());
    if (!port)
        return tl::unexpected(port.error());
    if (arguments.isSet(u"cert"_s) != arguments.isSet(u"key"_s))
        return fail(ListenRun::tr("--cert and --key belong together."), ListenRun::tr("Give both, or none."));
    return ListenOptions{quint16(port->value_or(0)), arguments.value(u"cert"_s), arguments.value(u"key"_s)};
}

ListenRun::ListenRun(ListenOptions options, StandardOutput &standardOutput)
    : m_options(std::move(options))
    , m_standardOutput(standardOutput)
{
}

void ListenRun::start()
{
    const Result<> listening = m_options.certificate.isEmpty()
        ? m_server.listen(m_options.port)
        : m_server.listenTls(m_options.certificate, m_options.key, m_options.port);
    if (!listening) {
        complain(listening.error());
        emit finished(m_options.certificate.isEmpty() ? ExitCode::Unreachable : ExitCode::TlsFailed);
        return;
    }
    // The server takes another port where the wanted one is taken; a script would look for it in vain.
    if (m_options.port != 0 && m_server.port() != m_options.port) {
        complain(
            {tr("Port %1 is taken, or may not be used.").arg(m_options.port), tr("Use another, or leave --port out.")});
        emit finished(ExitCode::Unreachable);
        return;
    }
    const QByteArray line = m_server.url().toEncoded() + '\n';
    if (m_standardOutput.write(line) != line.size()) {
        complain({tr("The address can't be written: %1.").arg(m_standardOutput.errorString())});
        emit finished(ExitCode::FileTrouble);
    }
}

void ListenRun::stop()
{
    m_server.close();
    emit finished(ExitCode::Ok);
}

} // namespace sonde::cli
