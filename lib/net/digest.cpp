// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/digest.h"

#include <QCryptographicHash>
#include <QList>

#include <algorithm>

namespace sonde {

namespace {

using Parameter = std::pair<QByteArray, QByteArray>;

struct Challenge
{
    QByteArray scheme;
    QList<Parameter> parameters;

    [[nodiscard]] QByteArray value(QByteArrayView name) const
    {
        const auto found = std::ranges::find_if(
            parameters, [name](const Parameter &p) { return p.first.compare(name, Qt::CaseInsensitive) == 0; });
        return found == parameters.end() ? QByteArray() : found->second;
    }
};

/// The parts between commas, but for those inside of quotation marks.
QList<QByteArray> elements(const QByteArray &list)
{
    QList<QByteArray> parts{QByteArray()};
    bool isQuoted = false;
    for (qsizetype i = 0; i < list.size(); ++i) {
        const char c = list[i];
        if (isQuoted && c == '\\' && i + 1 < list.size()) {
            parts.last() += list.mid(i++, 2);
            continue;
        }
        isQuoted = isQuoted != (c == '"');
        if (c == ',' && !isQuoted)
            parts.append(QByteArray());
        else
            parts.last() += c;
    }
    return parts;
}

/// What a quoted-string means, or a token (RFC 9110 section 5.6.4).
QByteArray unquoted(const QByteArray &text)
{
    if (text.size() < 2 || !text.startsWith('"'))
        return text;
    QByteArray plain;
    for (qsizetype i = 1; i < text.size() - 1; ++i) {
        if (text[i] == '\\')
            ++i;
        plain += text[i];
    }
    return plain;
}

QByteArray quoted(QByteArray text)
{
    text.replace('\\', "\\\\").replace('"', "\\\"");
    return '"' + text + '"';
}

/// Several challenges may share a line, parted by the same comma as their parameters (RFC 9110 section 11.6.1).
QList<Challenge> parseChallenges(const QByteArray &text)
{
    QList<Challenge> challenges;
    for (const QByteArray &element : elements(text)) {
        QByteArray parameter = element.trimmed();
        const qsizetype space = parameter.indexOf(' ');
        const qsizetype equals = parameter.indexOf('=');
        if (space > 0 && (equals < 0 || space < equals)) {
            challenges.append({parameter.first(space), {}});
            parameter = parameter.sliced(space).trimmed();
        } else if (equals < 0) {
            challenges.append({parameter, {}});
            continue;
        }
        const qsizetype sign = parameter.indexOf('=');
        if (sign > 0 && !challenges.isEmpty())
            challenges.last().parameters.append(
                {parameter.first(sign).trimmed(), unquoted(parameter.sliced(sign + 1).trimmed())});
    }
    return challenges;
}

bool isSession(const DigestChallenge &challenge)
{
    return challenge.algorithm.toUpper().endsWith("-SESS");
}

std::optional<QCryptographicHash::Algorithm> hashOf(const DigestChallenge &challenge)
{
    QByteArray name = challenge.algorithm.toUpper();
    if (isSession(challenge))
        name.chop(5);
    if (name.isEmpty() || name == "MD5")
        return QCryptographicHash::Md5;
    if (name == "SHA-256")
        return QCryptographicHash::Sha256;
    return std::nullopt;
}

std::optional<DigestChallenge> toDigest(const Challenge &challenge)
{
    if (challenge.scheme.compare("Digest", Qt::CaseInsensitive) != 0)
        return std::nullopt;
    DigestChallenge digest{.realm = challenge.value("realm"),
                           .nonce = challenge.value("nonce"),
                           .opaque = challenge.value("opaque"),
                           .algorithm = challenge.value("algorithm"),
                           .isStale = challenge.value("stale").compare("true", Qt::CaseInsensitive) == 0};
    const QByteArray qop = challenge.value("qop");
    const QList<QByteArray> qualities = qop.toLower().simplified().replace(' ', QByteArray()).split(',');
    digest.hasQop = qualities.contains("auth");
    if (!hashOf(digest) || (!qop.isEmpty() && !digest.hasQop)) // "auth-int" alone
        return std::nullopt;
    return digest;
}

} // namespace

std::optional<DigestChallenge> digestChallenge(const QByteArray &wwwAuthenticate)
{
    std::optional<DigestChallenge> best;
    for (const Challenge &challenge : parseChallenges(wwwAuthenticate)) {
        const auto digest = toDigest(challenge);
        if (digest && (!best || hashOf(*digest) > hashOf(*best)))
            best = digest;
    }
    return best;
}

QByteArray digestAuthorization(const DigestChallenge &challenge, const DigestCredentials &credentials,
                               const QByteArray &method, const QByteArray &target, const QByteArray &cnonce)
{
    const auto algorithm = hashOf(challenge).value_or(QCryptographicHash::Md5);
    const auto hash = [algorithm](const QByteArray &text) { return QCryptographicHash::hash(text, algorithm).toHex(); };
    const QByteArray count = "00000001";
    // RFC 7616 sections 3.4.1 to 3.4.3
    QByteArray secret = hash(credentials.user + ':' + challenge.realm + ':' + credentials.password);
    if (isSession(challenge))
        secret = hash(secret + ':' + challenge.nonce + ':' + cnonce);
    const QByteArray middle =
        challenge.hasQop ? challenge.nonce + ':' + count + ':' + cnonce + ":auth" : challenge.nonce;
    const QByteArray response = hash(secret + ':' + middle + ':' + hash(method + ':' + target));

    QByteArray value = "Digest username=" + quoted(credentials.user) + ", realm=" + quoted(challenge.realm)
        + ", uri=" + quoted(target) + ", nonce=" + quoted(challenge.nonce);
    if (!challenge.algorithm.isEmpty())
        value += ", algorithm=" + challenge.algorithm;
    if (challenge.hasQop)
        value += ", nc=" + count + ", cnonce=" + quoted(cnonce) + ", qop=auth";
    value += ", response=" + quoted(response);
    if (!challenge.opaque.isEmpty())
        value += ", opaque=" + quoted(challenge.opaque);
    return value;
}

} // namespace sonde
