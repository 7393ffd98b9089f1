// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "payload/workcontrol.h"

#include <QObject>
#include <QThreadPool>

#include <memory>

namespace sonde {

/// Does long work for a widget in a thread of its own, one piece at a time: what was begun before is cancelled. To be a
/// member of the object that it works for.
class Worker final
{
public:
    explicit Worker(QObject *owner)
        : m_owner(owner)
    {
        m_pool.setMaxThreadCount(1);
    }
    ~Worker()
    {
        cancel();
        m_pool.waitForDone();
    }
    Q_DISABLE_COPY_MOVE(Worker)

    /// Calls `work` with a WorkControl, and then `done`, in the owner's thread, with what it returned; not where it was
    /// cancelled meanwhile. What is not long is done at once.
    template <typename Work, typename Done>
    void run(bool isLong, Work work, Done done)
    {
        cancel();
        const auto control = std::make_shared<WorkControl>();
        if (!isLong) {
            done(work(*control));
            return;
        }
        m_control = control;
        m_pool.start([owner = m_owner, this, control, work = std::move(work), done = std::move(done)]() mutable {
            if (control->isCancelled())
                return;
            const auto result = std::make_shared<decltype(work(*control))>(work(*control));
            QMetaObject::invokeMethod(
                owner,
                [this, control, result, done = std::move(done)]() mutable {
                    if (control->isCancelled())
                        return;
                    m_control.reset();
                    done(std::move(*result));
                },
                Qt::QueuedConnection);
        });
    }

    void cancel()
    {
        if (m_control)
            m_control->cancel();
        m_control.reset();
    }
    [[nodiscard]] bool isBusy() const { return m_control != nullptr; }
    [[nodiscard]] int percent() const { return m_control ? m_control->percent() : 100; }
    /// Of what is under way; for work that has something to tell before it is done.
    [[nodiscard]] const std::shared_ptr<WorkControl> &control() const { return m_control; }

private:
    QObject *m_owner;
    std::shared_ptr<WorkControl> m_control;
    QThreadPool m_pool;
};

} // namespace sonde
