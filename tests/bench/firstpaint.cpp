// SPDX-License-Identifier: GPL-3.0-or-later
// A plugin that any Qt program loads when QT_QPA_GENERIC_PLUGINS says so. It prints a line once the program's first
// window has been painted, so that the program itself needs nothing for being measured.
#include <QCoreApplication>
#include <QEvent>
#include <QGenericPlugin>

#include <cstdio>

class FirstPaint final : public QObject
{
public:
    FirstPaint() { QCoreApplication::instance()->installEventFilter(this); }

    bool eventFilter(QObject *object, QEvent *event) override
    {
        if (event->type() == QEvent::Paint && object->isWidgetType()) {
            QCoreApplication::instance()->removeEventFilter(this);
            // Queued, so that all of the window has been painted by then.
            QMetaObject::invokeMethod(
                this,
                [] {
                    printf("painted\n");
                    fflush(stdout);
                },
                Qt::QueuedConnection);
        }
        return false;
    }
};

class FirstPaintPlugin final : public QGenericPlugin
{
    Q_OBJECT
    Q_PLUGIN_METADATA(IID QGenericPluginFactoryInterface_iid FILE "firstpaint.json")

public:
    QObject *create(const QString &, const QString &) override { return new FirstPaint; }
};

#include "firstpaint.moc"
