using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Charity.Platform.Data;
using Charity.Tests.Support;
using Charity.Users.Accounts;
using Charity.Users.Administration;
using Charity.Users.Contracts;
using Charity.Users.Roles;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Users;

[Collection(nameof(UsersSites))]
public sealed class AdministrationTests(UsersSites sites)
{
    [Theory, OnEveryDatabase]
    public async Task RolesOfAUser_Changed_CountInAnOpenSessionWithinSeconds(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var user = await site.OpenAccountAsync();
        var session = await site.SignInAsync(user);
        await session.GetAsync("/admin/audit");
        Assert.Equal(HttpStatusCode.Forbidden, session.Status);
        var staff = await StaffAsync(site);
        var detail = await staff.OpenAsync($"/admin/users/{user.Id}");

        await staff.SubmitAsync(detail, AccessForm(user.Id), ("Roles", "Auditor"), ("AreaCodes", "meiyuan"), ("AreaCodes", "qinghe"), ("FundSlugs", "tingtao"));

        Assert.Equal(HttpStatusCode.Redirect, staff.Status);
        await session.GetAsync("/admin/audit");
        Assert.Equal(HttpStatusCode.OK, session.Status);
        var scopes = await site.InScopeAsync(services => services.GetRequiredService<IUserScopes>().OfAsync(user.Id, default).AsTask());
        Assert.Equal(["meiyuan", "qinghe"], scopes.AreaCodes.Order());
        Assert.Equal(["tingtao"], scopes.FundSlugs);
        await staff.SubmitAsync(await staff.OpenAsync($"/admin/users/{user.Id}"), AccessForm(user.Id), ("Roles", ""));
        await session.GetAsync("/admin/audit");
        Assert.Equal(HttpStatusCode.Forbidden, session.Status);
        Assert.Contains("User.RolesChanged", await site.ActionsAsync(user.Id));
    }

    [Theory, OnEveryDatabase]
    public async Task WhatSomebodyLooksAfter_ToChoose_IsTheAreaTreeAndTheFundsByName(DatabaseKind database)
    {
        await using var site = await CharityApp.StartAsync(database);
        var worker = await site.InScopeAsync(services => services.GetRequiredService<IUserDirectory>().FindByEmailAsync("worker@demo.example", default));

        var shown = (await site.SendAsync(new ShowUser(worker!.Id))).Value;

        Assert.Equal(0, shown.Areas[0].Depth);
        Assert.All(shown.Areas.Skip(1), area => Assert.True(area.Depth > 0));
        Assert.Contains(shown.Areas, area => area is { IsHeld: true, Code: "meiyuan" } && area.Name != area.Code);
        Assert.Contains(shown.Funds, fund => fund.Code == "tingtao" && fund.Name != fund.Code);
    }

    [Theory, OnEveryDatabase]
    public async Task PermissionsOfARole_Changed_CountWithinSeconds(DatabaseKind database)
    {
        await using var site = await UsersSites.StartAsync(database);
        var resident = await site.SignInAsync("resident");
        await resident.GetAsync("/admin/audit");
        Assert.Equal(HttpStatusCode.Forbidden, resident.Status);
        var admin = await site.SignInAsync("admin");
        await admin.EnrolAsync(CharityApp.Password);

        var form = await admin.OpenAsync("/admin/roles/Resident");
        await admin.SubmitAsync(form, "form[action='/admin/roles/Resident']", ("Permissions", "ViewAuditTrail"));

        Assert.Equal("/admin/roles", admin.Location);
        await resident.GetAsync("/admin/audit");
        Assert.Equal(HttpStatusCode.OK, resident.Status);
        await admin.SubmitAsync(form, "form[action='/admin/roles/Resident']");
        Assert.Equal(HttpStatusCode.Conflict, admin.Status);
        await admin.SubmitAsync(await admin.OpenAsync("/admin/roles/Administrator"), "form[action='/admin/roles/Administrator']", ("Permissions", "ManageUsers"));
        Assert.Equal(HttpStatusCode.Conflict, admin.Status);
    }

    [Theory, OnEveryDatabase]
    public async Task ChangeAccess_BeyondOnesOwn_IsRefused(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var user = await site.OpenAccountAsync();
        var helpDesk = await site.OpenAccountAsync(roles: ["HelpDesk"]);
        var staff = await site.SignInAsync(helpDesk);
        await staff.EnrolAsync();
        var detail = await staff.OpenAsync($"/admin/users/{user.Id}");

        await staff.SubmitAsync(detail, AccessForm(user.Id), ("Roles", "Administrator"));
        Assert.Equal(HttpStatusCode.Forbidden, staff.Status);
        await staff.SubmitAsync(detail, AccessForm(user.Id), ("Roles", "Auditor"));
        Assert.Equal(HttpStatusCode.Forbidden, staff.Status);
        await staff.SubmitAsync(await staff.OpenAsync("/admin/roles/HelpDesk"), "form[action='/admin/roles/HelpDesk']", ("Permissions", "SiteOwner"));
        Assert.Equal(HttpStatusCode.Forbidden, staff.Status);
        await staff.SubmitAsync(detail, AccessForm(user.Id), ("Roles", "Resident"));
        Assert.Equal(HttpStatusCode.Redirect, staff.Status);

        Assert.Null((await staff.OpenAsync($"/admin/users/{helpDesk.Id}")).QuerySelector(AccessForm(helpDesk.Id)));
    }

    [Theory, OnEveryDatabase]
    public async Task OwnAccount_ByForgedForm_CannotGetRolesOrBeLocked(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var helpDesk = await site.OpenAccountAsync(roles: ["HelpDesk"]);
        var user = await site.OpenAccountAsync();
        var staff = await site.SignInAsync(helpDesk);
        await staff.EnrolAsync();
        var detail = await staff.OpenAsync($"/admin/users/{user.Id}");
        foreach (var form in detail.QuerySelectorAll("main form"))
        {
            form.SetAttribute("action", form.GetAttribute("action")!.Replace(user.Id.ToString(), helpDesk.Id.ToString(), StringComparison.Ordinal));
        }

        await staff.SubmitAsync(detail, AccessForm(helpDesk.Id), ("Roles", "Resident"), ("Version", (await site.ReadAsync(helpDesk.Id)).ConcurrencyStamp!));
        Assert.Equal(HttpStatusCode.Forbidden, staff.Status);
        await staff.SubmitAsync(detail, "form[action$='/lock']");
        Assert.Equal(HttpStatusCode.Forbidden, staff.Status);
    }

    [Theory, OnEveryDatabase]
    public async Task LastAdministrator_LockedOrWithoutTheRole_IsRefused(DatabaseKind database)
    {
        await using var site = await UsersSites.StartAsync(database);
        var admin = await site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<User>().AsNoTracking().SingleAsync(user => user.Email == "admin@demo.example"));
        var second = await site.OpenAccountAsync(roles: [Role.Administrator]);

        Assert.True((await site.SendAsync(new LockUser(second.Id))).Succeeded);
        var locked = await site.SendAsync(new LockUser(admin.Id));
        var stripped = await site.SendAsync(new ChangeAccess(admin.Id, (await site.ReadAsync(admin.Id)).ConcurrencyStamp, ["Resident"], null, null));

        Assert.Equal("last_administrator", locked.Failure?.Code);
        Assert.Equal("last_administrator", stripped.Failure?.Code);
        Assert.True((await site.SendAsync(new UnlockUser(second.Id))).Succeeded);
        Assert.True((await site.SendAsync(new LockUser(admin.Id))).Succeeded);
    }

    [Theory, OnEveryDatabase]
    public async Task ChangeAccess_OfAStateSeenBefore_IsAConflict(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var user = await site.OpenAccountAsync();
        var version = (await site.ReadAsync(user.Id)).ConcurrencyStamp;

        Assert.True((await site.SendAsync(new ChangeAccess(user.Id, version, ["Resident"], null, null))).Succeeded);
        var second = await site.SendAsync(new ChangeAccess(user.Id, version, ["Auditor"], null, null));

        Assert.Equal("changed_meanwhile", second.Failure?.Code);
    }

    [Theory, OnEveryDatabase]
    public async Task Lock_OfAnAccount_EndsItsSessionsUntilUnlocked(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var user = await site.OpenAccountAsync();
        var session = await site.SignInAsync(user);
        var staff = await StaffAsync(site);

        var locked = await staff.SubmitAndFollowAsync(await staff.OpenAsync($"/admin/users/{user.Id}"), "form[action$='/lock']");

        Assert.Equal("登录", (await session.OpenAsync("/account/profile")).Heading());
        var refused = await session.SubmitAsync(await session.OpenAsync("/account/sign-in"), "form[action='/account/sign-in']", ("Email", user.Email!), ("Password", People.Password));
        Assert.Contains("邮箱或密码不正确", refused.Problems(), StringComparison.Ordinal);
        Assert.Contains("已被慈善会工作人员锁定", Assert.Single(await site.MailsToAsync(user.Email!)).Text, StringComparison.Ordinal);
        await staff.SubmitAsync(locked, "form[action$='/unlock']");
        await site.SignInAsync(user);
    }

    [Theory, OnEveryDatabase]
    public async Task ResetSecondFactor_ByStaff_LetsThePersonInWithThePassword(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var user = await site.OpenAccountAsync();
        var session = await site.SignInAsync(user);
        await session.EnrolAsync();
        var staff = await StaffAsync(site);

        var detail = await staff.OpenAsync($"/admin/users/{user.Id}");
        detail = await staff.SubmitAndFollowAsync(detail, "form[action$='/reset-second-factor']");
        await staff.SubmitAsync(detail, "form[action$='/send-password-reset']");

        Assert.Equal("登录", (await session.OpenAsync("/account/profile")).Heading());
        Assert.Equal("/account", (await site.SignInAsync(user)).Location);
        Assert.Contains("/account/reset-password?", (await site.MailsToAsync(user.Email!))[^1].Text, StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task ListUsers_ByNameAddressAndRole_PagesByAddress(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var mark = $"批{Guid.CreateVersion7():N}"[..12];
        await site.InScopeAsync(async services =>
        {
            var accounts = services.GetRequiredService<AccountManager>();
            for (var number = 0; number < 52; number++)
            {
                await accounts.CreateAsync(User.Open($"Page{number:00}-{Guid.CreateVersion7():N}@people.example", $"{mark} <b>{number}</b>", "zh-CN", TimeProvider.System.GetUtcNow()));
            }

            return true;
        });
        var staff = await StaffAsync(site);

        var first = await staff.OpenAsync($"/admin/users?search={mark}");
        var second = await staff.OpenAsync(first.QuerySelector("a[rel=next]")!.GetAttribute("href")!);

        Assert.Equal((50, 2), (first.QuerySelectorAll("tbody tr").Length, second.QuerySelectorAll("tbody tr").Length));
        Assert.Empty(first.QuerySelectorAll("td b"));
        Assert.StartsWith("Page51", second.QuerySelectorAll("tbody th")[^1].TextContent, StringComparison.Ordinal);
        Assert.Single((await staff.OpenAsync($"/admin/users?search=PAGE07&role=")).QuerySelectorAll("tbody tr"));
        Assert.Empty((await staff.OpenAsync($"/admin/users?search={mark}&role=Auditor")).QuerySelectorAll("tbody tr"));
    }

    private static string AccessForm(Guid id) => $"form[action='/admin/users/{id}']";

    private static async Task<Visitor> StaffAsync(CharityApp site)
    {
        var staff = await site.SignInAsync(await site.OpenAccountAsync("同事", [Role.Administrator]));
        await staff.EnrolAsync();
        return staff;
    }
}
