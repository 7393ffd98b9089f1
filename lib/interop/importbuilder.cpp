// SPDX-License-Identifier: GPL-3.0-or-later
#include "interop/importbuilder.h"

#include "interop/foreignvalues.h"
#include "profile/template.h"
#include "profile/workspace.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sonde {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(sonde::Import)
};

constexpr qsizetype ShownPlaces = 3; ///< Of a remark.
constexpr qsizetype MaxAddress = 4'000; ///< Characters.
constexpr int MaxLookups = 64; ///< Of variables, for one address.

bool isNamed(const Field &field, QLatin1StringView name)
{
    return field.name.trimmed().compare(name, Qt::CaseInsensitive) == 0;
}

/// The pairs of a query, decoded.
QList<Field> pairsOf(const QString &query)
{
    QList<Field> pairs;
    const auto decoded = [](QString text) { return QUrl::fromPercentEncoding(text.replace(u'+', u' ').toUtf8()); };
    for (const QString &part : query.split(u'&', Qt::SkipEmptyParts)) {
        const qsizetype equals = part.indexOf(u'=');
        pairs.append({decoded(part.first(equals < 0 ? part.size() : equals)),
                      equals < 0 ? QString() : decoded(part.sliced(equals + 1))});
    }
    return pairs;
}

} // namespace

ImportBuilder::ImportBuilder(const QString &source, VariableSyntax syntax)
    : m_syntax(syntax)
{
    m_imported.source = source;
}

void ImportBuilder::remark(const QString &where, const QString &text)
{
    if (!m_places.contains(text))
        m_remarks << text;
    m_places[text] << where;
}

void ImportBuilder::leaveOut(const QString &where, const QString &kind)
{
    remark(where, Texts::tr("Left out: it is no WebSocket request (%1).").arg(kind));
}

Imported ImportBuilder::take()
{
    for (const QString &text : std::as_const(m_remarks)) {
        QStringList places = m_places[text];
        places.removeDuplicates();
        const qsizetype more = places.size() - ShownPlaces;
        QString where = places.mid(0, ShownPlaces).join(u", "_s);
        if (more > 0)
            where = Texts::tr("%1 and %Ln more", nullptr, int(more)).arg(where);
        m_imported.remarks.append({where, text});
    }
    m_remarks.clear();
    m_places.clear();
    return std::move(m_imported);
}

QString ImportBuilder::text(const QString &where, const QString &theirs)
{
    QStringList unknown;
    QString ours = toTemplate(theirs, m_syntax, &unknown);
    for (const QString &written : std::as_const(unknown))
        remark(where,
               Texts::tr("Sonde has no counterpart of %1. It became a variable, which needs a value.").arg(written));
    if (m_syntax != VariableSyntax::None && ours.contains(u"{{env:"))
        remark(where,
               Texts::tr("A variable of the process is taken from where Sonde was started. A file .env is not read."));
    return ours;
}

/// Where there are variables in it, they hold what is secret.
QString ImportBuilder::secret(const QString &where, const QString &what, const QString &theirs)
{
    if (theirs.isEmpty() || hasVariables(theirs, m_syntax))
        return text(where, theirs);
    return keepSecret(m_imported, where + u'-' + what, theirs);
}

QString ImportBuilder::fieldValue(const QString &where, const Field &field)
{
    if (!looksSecret(field.name))
        return text(where, field.value);
    static const QRegularExpression scheme(u"^([A-Za-z]+) +(\\S.*)$"_s); // "Bearer …"
    if (const auto match = scheme.match(field.value);
        match.hasMatch() && field.name.endsWith(u"authorization"_s, Qt::CaseInsensitive))
        return match.captured(1) + u' ' + secret(where, field.name, match.captured(2));
    return secret(where, field.name, field.value);
}

QList<Field> ImportBuilder::fields(const QString &where, const QList<Field> &theirs)
{
    QList<Field> ours;
    for (const Field &field : theirs) {
        if (!field.name.isEmpty() || !field.value.isEmpty())
            ours.append({text(where, field.name), fieldValue(where, field), field.isEnabled});
    }
    return ours;
}

void ImportBuilder::addVariables(const QString &name, const QList<ForeignVariable> &variables)
{
    if (variables.isEmpty())
        return;
    auto &all = m_imported.environments;
    auto environment = std::ranges::find(all, name, &Environment::name);
    if (environment == all.end())
        environment = all.insert(all.end(), Environment{name, {}});
    for (const ForeignVariable &variable : variables) {
        if (variable.name.trimmed().isEmpty())
            continue;
        const QString ours = variableName(variable.name);
        m_values[ours] << variable.value;
        const bool isHidden = variable.isSecret || looksSecret(variable.name);
        QString value;
        if (isHidden && variable.isSecret && variable.value.isEmpty()) // Sonde asks for it.
            value = u"{{secret:%1}}"_s.arg(variableName(name + u'-' + ours).toLower());
        else
            value = isHidden ? secret(name, ours, variable.value) : text(name, variable.value);
        const auto same = std::ranges::find(environment->values, ours, &Variable::name);
        if (same == environment->values.end())
            environment->values.append({ours, value, variable.isEnabled});
        else if (variable.isEnabled) {
            if (same->isEnabled && same->value != value)
                remark(ours, Texts::tr("It has several values for \"%1\". The last one was taken.").arg(name));
            *same = {ours, value, true}; // the last one wins, as in the other tools
        }
    }
}

void ImportBuilder::addInnerVariables(const QString &where, const QList<ForeignVariable> &variables)
{
    if (variables.isEmpty())
        return;
    addVariables(u"default"_s, variables);
    remark(where, Texts::tr("Its own variables went into the environment \"default\"."));
}

bool ImportBuilder::isWebSocket(const QString &url) const
{
    static const QRegularExpression scheme(u"^wss?://"_s, QRegularExpression::CaseInsensitiveOption);
    QStringList left{toTemplate(url.trimmed().left(MaxAddress), m_syntax)};
    for (int i = 0; i < MaxLookups && !left.isEmpty(); ++i) { // a variable may name itself
        const QString known = left.takeFirst();
        if (scheme.match(known).hasMatch())
            return true;
        const QList<Placeholder> placeholders = findPlaceholders(known);
        if (placeholders.isEmpty() || placeholders.first().length < 4)
            continue;
        const Placeholder &first = placeholders.first();
        for (const QString &value : m_values.value(first.name)) // one for each environment
            left << QString(known.left(first.start) + toTemplate(value.trimmed(), m_syntax)
                            + known.mid(first.start + first.length))
                        .left(MaxAddress);
    }
    return false;
}

QString ImportBuilder::sameGroup(const QString &id)
{
    return *m_groups.insert(id.toLower(), m_groups.value(id.toLower(), id));
}

ForeignGroup ImportBuilder::groupIn(const ForeignGroup &parent, const QString &name, const QList<Field> &headers,
                                    const ForeignAuth &auth)
{
    ForeignGroup group = parent;
    if (!name.isEmpty())
        group.id = sameGroup(joinId(parent.id, idPart(name)));
    for (const Field &header : headers)
        group.headers.append(header);
    const bool isInherited = auth.type.isEmpty() || auth.type == u"inherit";
    if (!isInherited)
        group.auth = auth;
    return group;
}

QString ImportBuilder::freeId(const QString &id)
{
    QString free = id;
    int &count = m_ids[id.toLower()];
    while (++count > 1 && m_ids.contains((free = id + u" %1"_s.arg(count)).toLower())) {}
    m_ids[free.toLower()] += free == id ? 0 : 1;
    return free;
}

void ImportBuilder::addRequest(const ForeignGroup &group, const ForeignRequest &request)
{
    if (isFull()) {
        remark(request.name, Texts::tr("Left out: an import takes up to %1 profiles.").arg(MaxProfiles));
        return;
    }
    const QString name = request.name.trimmed().isEmpty() ? request.url : request.name;
    ForeignRequest named = request;
    named.name = name;
    Profile profile;
    setAddress(profile, named);
    // What a group has gives way to what the request has.
    QList<Field> headers;
    for (const Field &header : group.headers) {
        const bool isReplaced = std::ranges::any_of(request.headers, [&](const Field &own) {
            return own.isEnabled && own.name.compare(header.name, Qt::CaseInsensitive) == 0;
        });
        if (!isReplaced)
            headers << header;
    }
    setHeaders(profile, named, headers + request.headers);
    for (const Field &cookie : request.cookies)
        profile.cookies.append({text(name, cookie.name), secret(name, cookie.name, cookie.value), cookie.isEnabled});
    profile.options.subprotocols += request.subprotocols;
    profile.options.subprotocols.removeDuplicates();
    const bool isInherited = request.auth.type.isEmpty() || request.auth.type == u"inherit";
    setAuth(profile, name, isInherited ? group.auth : request.auth);
    setMessages(profile, named);
    if (request.timeout.count() > 0)
        profile.options.handshakeTimeout =
            std::clamp(request.timeout, std::chrono::milliseconds(100), std::chrono::milliseconds(3'600'000));
    profile.options.keepAlive.pingInterval =
        std::clamp(request.pingInterval, std::chrono::milliseconds(0), std::chrono::milliseconds(86'400'000));
    m_imported.profiles.append({freeId(joinId(group.id, idPart(name))), profile});
}

void ImportBuilder::setAddress(Profile &profile, const ForeignRequest &request)
{
    QString url = request.url.trimmed();
    static const QRegularExpression credentials(u"^([a-z]+://)([^/?#@:]*):([^/?#@]*)@"_s,
                                                QRegularExpression::CaseInsensitiveOption);
    if (const auto match = credentials.match(url); match.hasMatch() && !hasVariables(match.captured(), m_syntax)) {
        const auto decoded = [&](int group) { return QUrl::fromPercentEncoding(match.captured(group).toUtf8()); };
        profile.options.auth.kind = AuthKind::Basic;
        profile.options.auth.user = text(request.name, decoded(2));
        profile.options.auth.password = secret(request.name, u"password"_s, decoded(3));
        url = match.captured(1) + url.sliced(match.capturedEnd());
    }
    const qsizetype mark = url.indexOf(u'?');
    QList<Field> query;
    if (mark >= 0)
        query = pairsOf(url.sliced(mark + 1).section(u'#', 0, 0));
    const bool hasSecrets = std::ranges::any_of(query, looksSecret, &Field::name);
    if (request.query.isEmpty() && !hasSecrets) {
        profile.address = text(request.name, url);
        return;
    }
    QList<Field> table = request.query;
    for (Field &field : table)
        field.value = QUrl::fromPercentEncoding(field.value.toUtf8());
    query.removeIf([&](const Field &pair) {
        return std::ranges::any_of(table, [&](const Field &field) {
            return field.isEnabled && field.name == pair.name && field.value == pair.value;
        });
    });
    profile.address = text(request.name, mark < 0 ? url : url.first(mark));
    profile.query = fields(request.name, query + table);
}

void ImportBuilder::setHeaders(Profile &profile, const ForeignRequest &request, const QList<Field> &headers)
{
    const QString &where = request.name;
    profile.pathParameters = fields(where, request.pathParameters);
    for (const Field &header : headers) {
        if (header.name.trimmed().isEmpty() || header.name.startsWith(u':')) // HTTP/2's own
            continue;
        if (isNamed(header, "Sec-WebSocket-Protocol"_L1) && header.isEnabled) {
            for (const QString &subprotocol : header.value.split(u',', Qt::SkipEmptyParts))
                profile.options.subprotocols << text(where, subprotocol.trimmed());
        } else if (isNamed(header, "Origin"_L1) && header.isEnabled) {
            profile.origin = text(where, header.value);
        } else if (isNamed(header, "Cookie"_L1) && header.isEnabled && request.cookies.isEmpty()) {
            for (const QString &pair : header.value.split(u';', Qt::SkipEmptyParts)) {
                const QString name = pair.section(u'=', 0, 0).trimmed();
                profile.cookies.append({text(where, name), secret(where, name, pair.section(u'=', 1).trimmed())});
            }
        } else if (isNamed(header, "Cookie"_L1) && header.isEnabled) {
            continue; // it repeats the cookies
        } else if (isHandshakeHeader(header.name) || isNamed(header, "Sec-WebSocket-Protocol"_L1)) {
            if (isNamed(header, "Host"_L1) && !request.url.contains(header.value, Qt::CaseInsensitive))
                remark(where, Texts::tr("The header Host was left out: it is always the address's host."));
        } else {
            profile.headers.append({text(where, header.name.trimmed()), fieldValue(where, header), header.isEnabled});
        }
    }
}

void ImportBuilder::setMessages(Profile &profile, const ForeignRequest &request)
{
    for (const SavedMessage &message : request.messages) {
        if (profile.messages.size() >= MaxMessages) {
            remark(request.name, Texts::tr("Only the first %1 messages were taken.").arg(MaxMessages));
            break;
        }
        if (message.text.size() > MaxMessageText) {
            remark(request.name, Texts::tr("The message \"%1\" is too large to be kept.").arg(message.name.left(80)));
            continue;
        }
        SavedMessage ours = message;
        ours.text = text(request.name, message.text);
        if (ours.name.trimmed().isEmpty())
            ours.name = message.text.simplified().left(40);
        const QString wanted = ours.name;
        const auto isTaken = [&] { return std::ranges::count(profile.messages, ours.name, &SavedMessage::name) > 0; };
        for (int number = 2; isTaken(); ++number)
            ours.name = wanted + u" %1"_s.arg(number);
        profile.messages << ours;
    }
}

void ImportBuilder::setAuth(Profile &profile, const QString &where, const ForeignAuth &auth)
{
    static const QHash<QString, AuthKind> kinds{{u"basic"_s, AuthKind::Basic},
                                                {u"bearer"_s, AuthKind::Bearer},
                                                {u"apikey"_s, AuthKind::ApiKey},
                                                {u"api-key"_s, AuthKind::ApiKey},
                                                {u"digest"_s, AuthKind::Digest},
                                                {u"oauth2"_s, AuthKind::ClientCredentials},
                                                {u"oauth-2"_s, AuthKind::ClientCredentials}};
    static const QStringList nothing{QString(), u"none"_s, u"noauth"_s, u"inherit"_s};
    const QString type = auth.type.toLower();
    if (nothing.contains(type))
        return;
    if (!kinds.contains(type)) {
        remark(where, Texts::tr("The credentials were left out: Sonde has no kind \"%1\".").arg(auth.type.left(40)));
        return;
    }
    AuthOptions ours;
    ours.kind = kinds[type];
    const QString grant = auth.grant.toLower().replace(u'-', u'_');
    if (ours.kind == AuthKind::ClientCredentials && grant != u"client_credentials") {
        ours.kind = AuthKind::Bearer; // a token that was fetched in another way is all that can be used
        remark(where,
               Texts::tr("Sonde fetches OAuth 2.0 tokens with client credentials alone. Set the token yourself."));
    }
    if (ours.kind == AuthKind::Bearer && !auth.prefix.isEmpty()
        && auth.prefix.compare(u"Bearer", Qt::CaseInsensitive) != 0) {
        profile.headers.append(
            {u"Authorization"_s, text(where, auth.prefix) + u' ' + secret(where, u"token"_s, auth.token)});
        return;
    }
    const bool hasPassword = ours.kind != AuthKind::Bearer && ours.kind != AuthKind::ApiKey;
    if (hasPassword) {
        ours.user = text(where, auth.user);
        ours.password = secret(where, u"password"_s, auth.password);
    } else {
        ours.token = secret(where, u"token"_s, auth.token);
    }
    if (ours.kind == AuthKind::Bearer && ours.token.isEmpty())
        ours.token = u"{{secret:%1}}"_s.arg(variableName(where + u"-token"_s).toLower()); // Sonde asks for it.
    if (ours.kind == AuthKind::ApiKey) {
        ours.keyName = text(where, auth.keyName);
        ours.keyPlace = auth.isInQuery ? KeyPlace::Query : KeyPlace::Header;
    }
    if (ours.kind == AuthKind::ClientCredentials) {
        ours.tokenUrl = text(where, auth.tokenUrl);
        ours.scope = text(where, auth.scope);
    }
    profile.options.auth = ours;
}

} // namespace sonde
