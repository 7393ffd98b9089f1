// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "interop/foreignrequest.h"
#include "interop/imported.h"
#include "interop/variablesyntax.h"

#include <QHash>

namespace sonde {

/// Makes profiles and environments of what an importer reads: turns variables into ours, takes passwords and tokens out,
/// gives each profile a name of its own. Variables come before the requests that use them.
class ImportBuilder final
{
public:
    static constexpr int MaxProfiles = 5'000;
    static constexpr int MaxMessages = 200; ///< Of a profile.
    static constexpr qsizetype MaxMessageText = 1 << 20; ///< Characters of a message.
    static constexpr int MaxDepth = 32; ///< Of groups.

    ImportBuilder(const QString &source, VariableSyntax syntax);

    /// Adds to the environment `name`, which is made where there is none.
    void addVariables(const QString &name, const QList<ForeignVariable> &variables);
    /// Those that only a group or a request has. Sonde has none of these, so that they go where all see them.
    void addInnerVariables(const QString &where, const QList<ForeignVariable> &variables);
    void addRequest(const ForeignGroup &group, const ForeignRequest &request);
    /// The group `name` in `parent`, with what both have. Empty names stand for the parent.
    [[nodiscard]] ForeignGroup groupIn(const ForeignGroup &parent, const QString &name,
                                       const QList<Field> &headers = {}, const ForeignAuth &auth = {});

    /// Whether the address begins with ws:// or wss://, be it by way of variables.
    [[nodiscard]] bool isWebSocket(const QString &url) const;
    /// What can't be taken. The same text for several items is told once.
    void remark(const QString &where, const QString &text);
    void leaveOut(const QString &where, const QString &kind); ///< A request that is no WebSocket request.

    [[nodiscard]] bool isFull() const { return m_imported.profiles.size() >= MaxProfiles; }
    [[nodiscard]] Imported take();

private:
    [[nodiscard]] QString text(const QString &where, const QString &theirs);
    [[nodiscard]] QString secret(const QString &where, const QString &what, const QString &theirs);
    [[nodiscard]] QString fieldValue(const QString &where, const Field &field);
    [[nodiscard]] QList<Field> fields(const QString &where, const QList<Field> &theirs);
    [[nodiscard]] QString freeId(const QString &id);
    [[nodiscard]] QString sameGroup(const QString &id);
    void setAddress(Profile &profile, const ForeignRequest &request);
    void setHeaders(Profile &profile, const ForeignRequest &request, const QList<Field> &headers);
    void setAuth(Profile &profile, const QString &where, const ForeignAuth &auth);
    void setMessages(Profile &profile, const ForeignRequest &request);

    Imported m_imported;
    VariableSyntax m_syntax;
    QHash<QString, QStringList> m_values; ///< Of all variables, in their syntax.
    QHash<QString, int> m_ids; ///< In lower case, with how many wanted it.
    QHash<QString, QString> m_groups; ///< As first written, by their lower case.
    QStringList m_remarks; ///< The texts, in the order in which they came.
    QHash<QString, QStringList> m_places; ///< By the remark's text.
};

} // namespace sonde
