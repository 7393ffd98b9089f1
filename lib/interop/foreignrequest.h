// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "profile/profile.h"

namespace sonde {

/// Who we are, as the tools tell it.
struct ForeignAuth
{
    QString type; ///< As written: "bearer", "oauth2", …; empty or "inherit" for what the group has.
    QString user = {}; ///< Of OAuth 2.0: the client's id.
    QString password = {}; ///< Of OAuth 2.0: the client's secret.
    QString token = {}; ///< Of an API key: its value.
    QString prefix = {}; ///< Before a bearer token, where it is not "Bearer".
    QString keyName = {};
    bool isInQuery = false; ///< Of an API key.
    QString grant = {}; ///< Of OAuth 2.0.
    QString tokenUrl = {};
    QString scope = {};
};

/// A variable of an environment or a collection.
struct ForeignVariable
{
    QString name;
    QString value;
    bool isEnabled = true;
    bool isSecret = false;
};

/// A request as the tools keep it, in the tool's own syntax for variables.
struct ForeignRequest
{
    QString name;
    QString url;
    QList<Field> headers = {};
    QList<Field> cookies = {};
    QList<Field> query = {}; ///< May repeat what the url has.
    QList<Field> pathParameters = {};
    QStringList subprotocols = {};
    ForeignAuth auth = {};
    QList<SavedMessage> messages = {};
    std::chrono::milliseconds timeout{0}; ///< Of the handshake; 0 for none told.
    std::chrono::milliseconds pingInterval{0};
};

/// What the requests in a group have besides their own.
struct ForeignGroup
{
    QString id; ///< As in a Workspace.
    QList<Field> headers = {};
    ForeignAuth auth = {};
};

} // namespace sonde
