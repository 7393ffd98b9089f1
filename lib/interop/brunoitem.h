// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "interop/brufile.h"
#include "interop/foreignrequest.h"

#include <QJsonObject>

namespace sonde {

/// A request, a folder or a collection of Bruno's, in whatever form it is kept.
struct BrunoItem
{
    QString type; ///< "ws", "http", "graphql", "grpc", "folder", "collection"; empty where the file tells none.
    double order = 0;
    ForeignRequest request = {}; ///< Of a folder: its name, headers and credentials, for what is in it.
    QList<ForeignVariable> variables = {};
    bool hasScripts = false;
};

[[nodiscard]] BrunoItem brunoItem(const BruFile &file);
/// From YAML of OpenCollection.
[[nodiscard]] BrunoItem openCollectionItem(const QJsonObject &object);
/// From Bruno's export, a JSON file.
[[nodiscard]] BrunoItem exportedBrunoItem(const QJsonObject &object);

/// The variables of an environment's file.
[[nodiscard]] QList<ForeignVariable> brunoVariables(const BruFile &file);

} // namespace sonde
