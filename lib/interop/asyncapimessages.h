// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "interop/importbuilder.h"
#include "interop/schemasample.h"

namespace sonde {

/// The messages of an AsyncAPI document's channels, of version 2 or 3.
class AsyncApiMessages final
{
public:
    AsyncApiMessages(const QJsonObject &document, FollowReference follow, ImportBuilder &builder);

    /// What a client sends on the channel. `where` is for remarks.
    [[nodiscard]] QList<SavedMessage> ofChannel(const QString &id, const QJsonObject &channel, const QString &where);

private:
    [[nodiscard]] QJsonArray receivedOn(const QString &id, const QJsonObject &channel);
    [[nodiscard]] QJsonArray alternatives(const QJsonValue &operation);
    void read(QList<SavedMessage> &messages, const QString &where, const QJsonValue &value);

    const QJsonObject &m_document;
    FollowReference m_follow;
    ImportBuilder &m_builder;
};

} // namespace sonde
