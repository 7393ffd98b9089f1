// SPDX-License-Identifier: GPL-3.0-or-later
#include "wire/extensions.h"

#include "wire/httphead.h"

#include <QCoreApplication>

#include <algorithm>

namespace sonde {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(sonde::Extensions)
};

constexpr QByteArrayView Deflate = "permessage-deflate";
constexpr QByteArrayView ServerNoContext = "server_no_context_takeover";
constexpr QByteArrayView ClientNoContext = "client_no_context_takeover";
constexpr QByteArrayView ServerBits = "server_max_window_bits";
constexpr QByteArrayView ClientBits = "client_max_window_bits";
constexpr int LeastBits = 8;
constexpr int MostBits = 15;

struct Parameter
{
    QByteArray name;
    std::optional<QByteArray> value;
};

struct Extension
{
    QByteArray name;
    QList<Parameter> parameters;
};

/// Reads "name; parameter; parameter=value, …" (RFC 6455 section 9.1).
class ExtensionReader final
{
public:
    explicit ExtensionReader(QByteArrayView text)
        : m_rest(text)
    {
    }

    /// Nothing where the text is malformed.
    std::optional<QList<Extension>> read()
    {
        QList<Extension> extensions;
        do {
            while (take(',')) {} // RFC 9110 section 5.6.1.2 has a recipient bear with empty elements.
            if (isAtEnd())
                break;
            Extension extension{token(), {}};
            while (take(';')) {
                Parameter parameter{token(), {}};
                if (take('='))
                    parameter.value = take('"') ? quoted() : token();
                extension.parameters.append(parameter);
            }
            extensions.append(extension);
        } while (take(','));
        return m_isMalformed || !isAtEnd() || extensions.isEmpty() ? std::nullopt : std::optional(extensions);
    }

private:
    void skipSpace()
    {
        while (!m_rest.isEmpty() && (m_rest.front() == ' ' || m_rest.front() == '\t'))
            m_rest = m_rest.sliced(1);
    }
    bool isAtEnd()
    {
        skipSpace();
        return m_rest.isEmpty();
    }
    bool take(char c)
    {
        if (isAtEnd() || m_rest.front() != c)
            return false;
        m_rest = m_rest.sliced(1);
        return true;
    }
    QByteArray token()
    {
        skipSpace();
        qsizetype size = 0;
        while (size < m_rest.size() && isToken(m_rest.sliced(size, 1)))
            ++size;
        m_isMalformed |= size == 0;
        const QByteArray taken = m_rest.first(size).toByteArray();
        m_rest = m_rest.sliced(size);
        return taken;
    }
    QByteArray quoted()
    {
        QByteArray taken;
        while (!m_rest.isEmpty() && m_rest.front() != '"') {
            if (m_rest.front() == '\\' && m_rest.size() > 1)
                m_rest = m_rest.sliced(1);
            taken.append(m_rest.front());
            m_rest = m_rest.sliced(1);
        }
        m_isMalformed |= m_rest.isEmpty() || !isToken(taken); // RFC 6455 section 9.1
        if (!m_rest.isEmpty())
            m_rest = m_rest.sliced(1);
        return taken;
    }

    QByteArrayView m_rest;
    bool m_isMalformed = false;
};

tl::unexpected<Error> refuse(const QString &what)
{
    return fail(what, Texts::tr("The server's part of permessage-deflate is faulty. Dial without compression."));
}

std::optional<int> windowBits(const std::optional<QByteArray> &value)
{
    if (!value || value->isEmpty() || value->startsWith('0')
        || !std::ranges::all_of(*value, [](char c) { return c >= '0' && c <= '9'; }))
        return {};
    const int bits = value->toInt();
    return bits >= LeastBits && bits <= MostBits ? std::optional(bits) : std::nullopt;
}

QString shown(const Parameter &parameter)
{
    return QString::fromLatin1(parameter.value ? parameter.name + '=' + *parameter.value : parameter.name);
}

/// Takes one parameter of the answer. False where it is unknown, or its value is no good.
bool accept(const Parameter &parameter, DeflateParameters &agreed)
{
    if (parameter.name == ServerNoContext || parameter.name == ClientNoContext) {
        (parameter.name == ServerNoContext ? agreed.serverNoContextTakeover : agreed.clientNoContextTakeover) = true;
        return !parameter.value;
    }
    if (parameter.name == ServerBits || parameter.name == ClientBits) {
        const std::optional<int> bits = windowBits(parameter.value);
        (parameter.name == ServerBits ? agreed.serverMaxWindowBits : agreed.clientMaxWindowBits) =
            bits.value_or(MostBits);
        return bits.has_value();
    }
    return false;
}

Result<DeflateParameters> parametersOf(const Extension &extension)
{
    DeflateParameters agreed;
    QByteArrayList seen;
    for (const Parameter &parameter : extension.parameters) {
        if (seen.contains(parameter.name))
            return refuse(Texts::tr("The server answers with %1 twice (RFC 7692 section 7.1).")
                              .arg(QString::fromLatin1(parameter.name)));
        if (!accept(parameter, agreed))
            return refuse(Texts::tr("The server answers with %1, which is no parameter of permessage-deflate "
                                    "(RFC 7692 section 7.1).")
                              .arg(shown(parameter)));
        seen.append(parameter.name);
    }
    return agreed;
}

} // namespace

QByteArray extensionOffer(const DeflateOffer &offer)
{
    QByteArray text = Deflate.toByteArray();
    if (offer.serverNoContextTakeover)
        text += "; " + ServerNoContext.toByteArray();
    if (offer.clientNoContextTakeover)
        text += "; " + ClientNoContext.toByteArray();
    if (offer.serverMaxWindowBits < MostBits)
        text += "; " + ServerBits.toByteArray() + '=' + QByteArray::number(offer.serverMaxWindowBits);
    text += "; " + ClientBits.toByteArray(); // also without a value: the server may then ask for less
    if (offer.clientMaxWindowBits < MostBits)
        text += '=' + QByteArray::number(offer.clientMaxWindowBits);
    return text;
}

Result<std::optional<DeflateParameters>> agreedDeflate(QByteArrayView answer, const std::optional<DeflateOffer> &offer)
{
    if (answer.trimmed().isEmpty())
        return std::nullopt;
    const auto extensions = ExtensionReader(answer).read();
    if (!extensions)
        return refuse(Texts::tr("The response's Sec-WebSocket-Extensions is malformed (RFC 6455 section 9.1)."));
    for (const Extension &extension : *extensions) {
        if (!offer || extension.name != Deflate)
            return fail(
                Texts::tr("The server chose the extension %1, which was not offered (RFC 6455 section 4.1).")
                    .arg(QString::fromLatin1(extension.name)),
                extension.name == Deflate ? Texts::tr(
                    "Turn compression on in the connection's settings, or report it to whoever runs the server.")
                                          : Texts::tr("Report it to whoever runs the server."));
    }
    if (extensions->size() > 1)
        return refuse(Texts::tr("The server answers with permessage-deflate twice (RFC 7692 section 5.1)."));
    return parametersOf(extensions->first())
        .and_then([&](DeflateParameters agreed) -> Result<std::optional<DeflateParameters>> {
            if (offer->serverNoContextTakeover && !agreed.serverNoContextTakeover)
                return refuse(Texts::tr("The server ignored %1, which was asked for (RFC 7692 section 7.1.1.1).")
                                  .arg(QString::fromLatin1(ServerNoContext)));
            if (agreed.serverMaxWindowBits > offer->serverMaxWindowBits)
                return refuse(Texts::tr("The server ignored %1, which was asked for (RFC 7692 section 7.1.2.1).")
                                  .arg(QString::fromLatin1(ServerBits)));
            agreed.clientNoContextTakeover |= offer->clientNoContextTakeover;
            agreed.clientMaxWindowBits = std::min(agreed.clientMaxWindowBits, offer->clientMaxWindowBits);
            return agreed;
        });
}

} // namespace sonde
